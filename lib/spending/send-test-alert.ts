import { and, asc, eq } from "drizzle-orm";
import { users } from "@/db/schema/accounts";
import type { NewAlert } from "@/lib/alerts/contract";
import { insertAlert } from "@/lib/alerts/insert-alert";
import { matchesEvent } from "@/lib/audit/matches-event";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { WebhookId } from "@/lib/core/ids";
import { MINUTE_MS } from "@/lib/core/time";
import { mailSettings } from "@/lib/mail/mail-settings";
import { listWebhooks } from "@/lib/webhooks/queries";
import { refuseLimitedKey } from "./refuse-limited-key";

/** Where a test alert is on its way to; it arrives within half a minute. */
export type TestAlertSent = {
  /** Addresses of the account's owners; null where this instance sends no mail. */
  mailedTo: string[] | null;
  /** Webhooks that listen to alerts of spending. */
  webhooks: Array<{ id: WebhookId; url: string }>;
  /** How many others there are, which do not listen to them or are disabled. */
  otherWebhooks: number;
};

const TYPE = "spend.threshold";

/**
 * Sends an alert as of a spending limit, marked as a test, on the way that real ones take: the app, mail and webhooks. Says where it
 * goes. Throws `conflict` for a second one within a minute, and `scope_access` for a key with a scope.
 */
export async function sendTestAlert(ctx: Ctx): Promise<TestAlertSent> {
  refuseLimitedKey(ctx);
  return ctx.db.transaction(async (tx) => {
    const alert = testAlert(ctx.clock.now());
    if (!(await insertAlert(tx, ctx, alert))) throw tooSoon();
    const isOwner = and(eq(users.accountId, ctx.accountId), eq(users.role, "owner"));
    const owners = await tx
      .select({ email: users.email })
      .from(users)
      .where(isOwner)
      .orderBy(asc(users.email));
    const hooks = await listWebhooks({ ...ctx, db: tx });
    const listening = hooks.filter(
      ({ disabledAt, events }) =>
        disabledAt === null && events.some((pattern) => matchesEvent(pattern, TYPE)),
    );
    await recordChange(tx, ctx, {
      action: TYPE,
      subject: { kind: "account", id: ctx.accountId, name: null },
      after: { message: alert.message, ...alert.data },
    });
    return {
      mailedTo: mailSettings() === null ? null : owners.map(({ email }) => email),
      webhooks: listening.map(({ id, url }) => ({ id, url })),
      otherWebhooks: hooks.length - listening.length,
    };
  });
}

function testAlert(now: Date): NewAlert {
  return {
    type: TYPE,
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
