import { and, eq, lte } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { apiKeys } from "@/db/schema/keys";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { DAY_MS } from "@/lib/core/time";
import type { CreatedKey } from "./contract";
import { getKey } from "./queries";

/** How long a repetition of a creation is recognised. */
const REPETITION_WINDOW_MS = DAY_MS;

/** After the window the same idempotency key makes a new API key. */
export async function forgetOldCreation(
  tx: Transaction,
  { accountId, creationKey, now }: { accountId: Ctx["accountId"]; creationKey: string; now: Date },
): Promise<void> {
  const oldest = new Date(now.getTime() - REPETITION_WINDOW_MS);
  await tx
    .update(apiKeys)
    .set({ creationKey: null })
    .where(
      and(
        eq(apiKeys.accountId, accountId),
        eq(apiKeys.creationKey, creationKey),
        lte(apiKeys.createdAt, oldest),
      ),
    );
}

/** The key that the same idempotency key made before. Throws `idempotency_conflict` when it has another name. */
export async function firstCreation(ctx: Ctx, creationKey: string | null, name: string): Promise<CreatedKey> {
  const [first] = await ctx.db
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(and(eq(apiKeys.accountId, ctx.accountId), eq(apiKeys.creationKey, creationKey ?? "")));
  if (first === undefined) throw new Error("The key of a repeated creation is gone.");
  const key = await getKey(ctx, first.id);
  if (key.name === name) return { key, secret: null };
  throw new AppError(
    "idempotency_conflict",
    "This idempotency key already made an API key of another name.",
    {
      param: "idempotencyKey",
    },
  );
}
