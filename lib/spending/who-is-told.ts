import { and, asc, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { users } from "@/db/schema/accounts";
import { matchesEvent } from "@/lib/audit/matches-event";
import type { Ctx } from "@/lib/context";
import type { WebhookId } from "@/lib/core/ids";
import { mailSettings } from "@/lib/mail/mail-settings";
import { listWebhooks } from "@/lib/webhooks/queries";

/** Whom an account's alerts of spending reach beside the app. */
export type ToldOfSpending = {
  /** Addresses of the account's owners; null where this instance sends no mail. */
  mailedTo: string[] | null;
  /** Webhooks that listen to them. */
  webhooks: Array<{ id: WebhookId; url: string }>;
  /** How many others there are, which do not or are disabled. */
  otherWebhooks: number;
};

/** Who is told when a spending limit of an account is near or reached. */
export async function whoIsTold(
  ctx: Pick<Ctx, "accountId" | "clock"> & { db: Pick<Transaction, "select"> },
): Promise<ToldOfSpending> {
  const isOwner = and(eq(users.accountId, ctx.accountId), eq(users.role, "owner"));
  const owners = await ctx.db
    .select({ email: users.email })
    .from(users)
    .where(isOwner)
    .orderBy(asc(users.email));
  const hooks = await listWebhooks(ctx);
  const listening = hooks.filter(
    ({ disabledAt, events }) =>
      disabledAt === null && events.some((pattern) => matchesEvent(pattern, "spend.threshold")),
  );
  return {
    mailedTo: mailSettings() === null ? null : owners.map(({ email }) => email),
    webhooks: listening.map(({ id, url }) => ({ id, url })),
    otherWebhooks: hooks.length - listening.length,
  };
}
