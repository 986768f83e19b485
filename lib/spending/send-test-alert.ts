import type { NewAlert } from "@/lib/alerts/contract";
import { insertAlert } from "@/lib/alerts/insert-alert";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { MINUTE_MS } from "@/lib/core/time";
import { refuseLimitedKey } from "./refuse-limited-key";
import { type ToldOfSpending, whoIsTold } from "./who-is-told";

/**
 * Sends an alert as of a spending limit, marked as a test, on the way that real ones take: the app, mail and webhooks. Says whom it
 * reaches, within half a minute. Throws `conflict` for a second one within a minute, and `scope_access` for a key with a scope.
 */
export async function sendTestAlert(ctx: Ctx): Promise<ToldOfSpending> {
  refuseLimitedKey(ctx);
  return ctx.db.transaction(async (tx) => {
    const alert = testAlert(ctx.clock.now());
    if (!(await insertAlert(tx, ctx, alert))) throw tooSoon();
    const told = await whoIsTold({ ...ctx, db: tx });
    await recordChange(tx, ctx, {
      action: alert.type,
      subject: { kind: "account", id: ctx.accountId, name: null },
      after: { message: alert.message, ...alert.data },
    });
    return told;
  });
}

function testAlert(now: Date): NewAlert {
  return {
    type: "spend.threshold",
    keyId: null,
    keyName: null,
    sameness: `spend:test:${Math.floor(now.getTime() / MINUTE_MS)}`,
    message: "This is a test: no spending limit is near. Alerts of spending limits arrive this way.",
    data: { isTest: true },
  };
}

function tooSoon(): AppError {
  return new AppError(
    "conflict",
    "A test alert was sent in this minute already. Wait for it, or try again in a minute.",
  );
}
