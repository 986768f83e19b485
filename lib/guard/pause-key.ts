import { eq } from "drizzle-orm";
import { apiKeys } from "@/db/schema/keys";
import type { NewAlert } from "@/lib/alerts/contract";
import { insertAlert } from "@/lib/alerts/insert-alert";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import type { KeyId } from "@/lib/core/ids";
import { keyFields } from "@/lib/keys/key-fields";
import { lockLiveKey } from "@/lib/keys/update-live-key";

/**
 * Stops a key until a person enables it, cuts the calls that it runs, and tells its account why, all at once. Returns whether
 * the account had not been told before; when it had, nothing changes. Throws `not_found` for a key that was deleted meanwhile.
 */
export async function pauseKey(ctx: Ctx, alert: NewAlert & { keyId: KeyId }): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    const row = await lockLiveKey(tx, ctx, alert.keyId);
    if (!(await insertAlert(tx, ctx, alert))) return false;
    const subject = { kind: "key", id: row.id, name: row.name } as const;
    await recordChange(tx, ctx, {
      action: alert.type,
      subject,
      after: { message: alert.message, ...alert.data },
    });
    if (row.disabledAt !== null) return true;
    const now = ctx.clock.now();
    const [paused] = await tx
      .update(apiKeys)
      .set({ disabledAt: now, disabledBy: "guard", callsCutAt: now })
      .where(eq(apiKeys.id, row.id))
      .returning();
    await recordChange(tx, ctx, {
      action: "key.disabled",
      subject,
      before: keyFields(row),
      after: paused === undefined ? null : keyFields(paused),
    });
    return true;
  });
}
