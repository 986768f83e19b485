import { eq } from "drizzle-orm";
import { apiKeys } from "@/db/schema/keys";
import { closeAlerts } from "@/lib/alerts/close-alerts";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { ApiKey } from "../contract";
import { keyFields } from "../key-fields";
import { getKey } from "../queries";
import { refuseBeyond } from "../scope/refuse-beyond";
import { lockLiveKey } from "../update-live-key";
import { checkedText } from "./checked-text";
import { type ResolveExposureInput, resolutionNote } from "./contract";

/**
 * Says that an exposure has been dealt with, and how; the note stays in the trail. A disabled key stays disabled. Nothing
 * happens to a key that is not exposed. Throws `invalid_field` (param `note`), `not_found`, and `scope_access`
 * when a key resolves that of one that may do more.
 */
export async function resolveExposure(ctx: Ctx, { keyId, note }: ResolveExposureInput): Promise<ApiKey> {
  const told = checkedText(resolutionNote, "note", note);
  if (told === null) {
    throw new AppError("invalid_field", "Say in a sentence what was done about it.", { param: "note" });
  }
  await ctx.db.transaction(async (tx) => {
    const row = await lockLiveKey(tx, ctx, keyId);
    refuseBeyond(ctx, row.scope);
    if (row.exposedAt === null) return;
    const resolved = { exposedAt: null, exposedWhere: null };
    await tx.update(apiKeys).set(resolved).where(eq(apiKeys.id, row.id));
    await closeAlerts(tx, ctx, { keyId: row.id, types: ["key.exposed"] });
    await recordChange(tx, ctx, {
      action: "key.exposure_resolved",
      subject: { kind: "key", id: row.id, name: row.name },
      before: keyFields(row),
      after: { ...keyFields({ ...row, ...resolved }), note: told },
    });
  });
  return getKey(ctx, keyId);
}
