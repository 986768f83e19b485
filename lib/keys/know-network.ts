import { and, eq } from "drizzle-orm";
import { keyNetworks } from "@/db/schema/keys";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { getKey } from "./queries";

/** Says that a network a key was used from is one's own. Saying it again changes nothing. Throws `not_found`. */
export async function knowNetwork(
  ctx: Ctx,
  { keyId, network }: { keyId: string; network: string },
): Promise<void> {
  const key = await getKey(ctx, keyId);
  const place = and(
    eq(keyNetworks.accountId, ctx.accountId),
    eq(keyNetworks.keyId, key.id),
    // Postgres refuses the text, and no network has it.
    eq(keyNetworks.network, network.replaceAll("\0", "")),
  );
  await ctx.db.transaction(async (tx) => {
    const [seen] = await tx.select().from(keyNetworks).where(place).for("update");
    if (seen === undefined) throw new AppError("not_found", "The key was never used from this network.");
    if (seen.knownAt !== null) return;
    await tx.update(keyNetworks).set({ knownAt: ctx.clock.now() }).where(place);
    await recordChange(tx, ctx, {
      action: "key.network_known",
      subject: { kind: "key", id: key.id, name: key.name },
      after: { network: seen.network },
    });
  });
}
