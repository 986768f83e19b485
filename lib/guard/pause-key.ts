import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { apiKeys } from "@/db/schema/keys";
import type { NewAlert } from "@/lib/alerts/contract";
import { insertAlert } from "@/lib/alerts/insert-alert";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import type { KeyId } from "@/lib/core/ids";
import { cutRunningCalls } from "@/lib/keys/cut-running-calls";
import { keyFields } from "@/lib/keys/key-fields";
import { lockLiveKey } from "@/lib/keys/update-live-key";

type PauseAlert = NewAlert & { keyId: KeyId };

/**
 * Stops a key until a person enables it, tells its account why in the same transaction, and cuts the calls that run. Returns
 * whether the account had not been told before; when it had, nothing changes. Throws `not_found` for a key that was deleted
 * meanwhile.
 */
export async function pauseKey(ctx: Ctx, alert: PauseAlert): Promise<boolean> {
  const isNew = await ctx.db.transaction((tx) => tellAndStop(tx, ctx, alert));
  if (isNew) await cutRunningCalls(ctx, alert.keyId);
  return isNew;
}

async function tellAndStop(tx: Transaction, ctx: Ctx, alert: PauseAlert): Promise<boolean> {
  const row = await lockLiveKey(tx, ctx, alert.keyId);
  if (!(await insertAlert(tx, ctx, alert))) return false;
  const subject = { kind: "key", id: row.id, name: row.name } as const;
  const after = { message: alert.message, ...alert.data };
  await recordChange(tx, ctx, { action: alert.type, subject, after });
  if (row.disabledAt !== null) return true;
  const [paused] = await tx
    .update(apiKeys)
    .set({ disabledAt: ctx.clock.now(), disabledBy: "guard" })
    .where(eq(apiKeys.id, row.id))
    .returning();
  await recordChange(tx, ctx, {
    action: "key.disabled",
    subject,
    before: keyFields(row),
    after: paused === undefined ? null : keyFields(paused),
  });
  return true;
}
