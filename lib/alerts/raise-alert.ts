import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import type { NewAlert } from "./contract";
import { insertAlert } from "./insert-alert";

/**
 * Tells an account something, once: the alert and its entry in the trail, which is a webhook event too, are written in one
 * transaction. Returns whether it was new; false changes nothing, whichever instance raised it before. `ctx.actor` says which
 * part of Layer noticed it: `{ kind: "system", name: "Guard" }`.
 */
export async function raiseAlert(ctx: Ctx, alert: NewAlert): Promise<boolean> {
  const { type, keyId, keyName, message, data } = alert;
  return ctx.db.transaction(async (tx) => {
    if (!(await insertAlert(tx, ctx, alert))) return false;
    const about = keyId === null ? "account" : "key";
    await recordChange(tx, ctx, {
      action: type,
      subject: { kind: about, id: keyId ?? ctx.accountId, name: keyName },
      after: { message, ...data },
    });
    return true;
  });
}
