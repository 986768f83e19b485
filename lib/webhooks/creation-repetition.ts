import { and, eq, lte } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { webhooks } from "@/db/schema/webhooks";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { REPETITION_WINDOW_MS } from "@/lib/core/idempotency-key";
import type { RevealedWebhook, Webhook } from "./contract";
import { getWebhook } from "./queries";

/** After the window the same idempotency key makes a new webhook. */
export async function forgetOldCreation(
  tx: Transaction,
  { accountId, creationKey, now }: { accountId: Ctx["accountId"]; creationKey: string; now: Date },
): Promise<void> {
  const oldest = new Date(now.getTime() - REPETITION_WINDOW_MS);
  await tx
    .update(webhooks)
    .set({ creationKey: null })
    .where(
      and(
        eq(webhooks.accountId, accountId),
        eq(webhooks.creationKey, creationKey),
        lte(webhooks.createdAt, oldest),
      ),
    );
}

/**
 * The webhook that the same idempotency key made before. Throws `idempotency_conflict` when it was not asked for like this one,
 * and `not_found` when it was deleted since.
 */
export async function firstCreation(
  ctx: Ctx,
  creationKey: string | null,
  asked: Pick<Webhook, "url" | "description" | "events">,
): Promise<RevealedWebhook> {
  const [first] = await ctx.db
    .select({ id: webhooks.id })
    .from(webhooks)
    .where(and(eq(webhooks.accountId, ctx.accountId), eq(webhooks.creationKey, creationKey ?? "")));
  const webhook = await getWebhook(ctx, first?.id ?? "");
  const of = ({ url, description, events }: typeof asked) => JSON.stringify([url, description, events]);
  if (of(webhook) === of(asked)) return { webhook, secret: null };
  throw new AppError("idempotency_conflict", "This idempotency key already made another webhook.", {
    param: "idempotencyKey",
  });
}
