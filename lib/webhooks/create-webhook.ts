import { webhooks } from "@/db/schema/webhooks";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { newId, type WebhookId } from "@/lib/core/ids";
import { requireBox } from "@/lib/sealing/instance-box";
import { type CreateWebhookInput, type RevealedWebhook, WEBHOOKS_MAX } from "./contract";
import { firstCreation, forgetOldCreation } from "./creation-repetition";
import { checkedUrl } from "./destination";
import { countWebhooks, shown } from "./queries";
import { newSigningSecret, signingSecretPlace } from "./signing-secret";
import { webhookFields, webhookSubject } from "./webhook-fields";

/**
 * Makes a webhook and its signing secret, which is returned here and never again. With an `idempotencyKey`, a repetition within
 * 24 hours returns the same webhook with `secret: null`. Throws `invalid_field` (param `url`), `conflict` when the account has
 * 20, `idempotency_conflict` when the repetition asks for another one, and `encryption_key_missing`.
 */
export async function createWebhook(ctx: Ctx, input: CreateWebhookInput): Promise<RevealedWebhook> {
  const box = requireBox("signing secrets of webhooks");
  const { events, description = null, idempotencyKey: creationKey = null } = input;
  const { accountId } = ctx;
  const url = checkedUrl(input.url);
  const secret = newSigningSecret();
  const now = ctx.clock.now();
  const id = newId<WebhookId>(now.getTime());
  const row = await ctx.db.transaction(async (tx) => {
    if (creationKey !== null) await forgetOldCreation(tx, { accountId, creationKey, now });
    const encryptedSecret = box.seal(secret, signingSecretPlace(accountId, id));
    const [made] = await tx
      .insert(webhooks)
      .values({ id, accountId, url, description, events, encryptedSecret, createdAt: now, creationKey })
      .onConflictDoNothing({ target: [webhooks.accountId, webhooks.creationKey] })
      .returning();
    if (made === undefined) return undefined;
    await recordChange(tx, ctx, {
      action: "webhook.created",
      subject: webhookSubject(made),
      after: webhookFields(made),
    });
    // Counted after the entry, for which those who change one account wait for each other.
    if ((await countWebhooks({ ...ctx, db: tx })) > WEBHOOKS_MAX) throw tooMany();
    return made;
  });
  if (row === undefined) return firstCreation(ctx, creationKey, { url, description, events });
  return { webhook: shown(row, now), secret };
}

function tooMany(): AppError {
  return new AppError("conflict", `An account has at most ${WEBHOOKS_MAX} webhooks. Delete one first.`);
}
