import type { Database } from "@/db/client";
import { closeAlerts } from "@/lib/alerts/close-alerts";
import type { NewAlert } from "@/lib/alerts/contract";
import { insertAlert } from "@/lib/alerts/insert-alert";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { type Clock, DAY_MS } from "@/lib/core/time";
import { usageByKey } from "@/lib/usage/queries";
import { unlessDeleted } from "../unless-deleted";
import { lockLiveKey } from "../update-live-key";
import { type DueReminder, dueReminders, reminderSameness } from "./due-reminders";
import { expiryWords } from "./expiry-words";

const MOST_AT_ONCE = 500;

/**
 * Tells every account of its keys that expire within 30, 7 and 1 days and of those that have expired, each stage of each expiry
 * once however many instances ask. Returns how many were told.
 */
export async function remindOfExpiry(db: Database, clock: Clock): Promise<number> {
  let told = 0;
  for (const due of await dueReminders(db, MOST_AT_ONCE)) {
    const ctx: Ctx = { db, clock, accountId: due.accountId, actor: { kind: "system", name: "Reminders" } };
    if (await unlessDeleted(() => remind(ctx, due))) told += 1;
  }
  return told;
}

async function remind(ctx: Ctx, due: DueReminder): Promise<boolean> {
  const now = ctx.clock.now();
  const week = { from: new Date(now.getTime() - 7 * DAY_MS), to: now };
  const { requests } = (await usageByKey(ctx, { keyIds: [due.keyId], ...week }))(due.keyId);
  return ctx.db.transaction(async (tx) => {
    const key = await lockLiveKey(tx, ctx, due.keyId);
    const { name, expiresAt } = key;
    // Somebody has given it another expiry since it was found.
    if (expiresAt === null || expiresAt.toISOString() !== due.expiresAt) return false;
    const { keyId, stage, lastUsedAt } = due;
    const alert: NewAlert = {
      type: stage === null ? "key.expired" : "key.expiring",
      keyId,
      keyName: name,
      sameness: reminderSameness(due),
      message: expiryWords({ name, expiresAt, requests, lastUsedAt }, now),
      data: {
        expiresAt: due.expiresAt,
        ...(stage === null ? {} : { days: stage }),
        requestsLastWeek: requests,
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
      },
    };
    if (!(await insertAlert(tx, ctx, alert, { isDismissed: due.isDisabled }))) return false;
    // The new one says the same anew.
    await closeAlerts(tx, ctx, { keyId, types: ["key.expiring", "key.expired"], except: alert.sameness });
    await recordChange(tx, ctx, {
      action: alert.type,
      subject: { kind: "key", id: keyId, name },
      after: { message: alert.message, ...alert.data },
    });
    return true;
  });
}
