import { eq } from "drizzle-orm";
import { webhooks } from "@/db/schema/webhooks";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { requireBox } from "@/lib/sealing/instance-box";
import { BOTH_SECRETS_MS, type RevealedWebhook, type WebhookIdInput } from "./contract";
import { lockWebhook, shown } from "./queries";
import { newSigningSecret, signingSecretPlace } from "./signing-secret";
import { webhookSubject } from "./webhook-fields";

/**
 * Gives a webhook another signing secret, which is returned here and never again. For 24 hours both sign; one that was signing
 * besides until now stops. Throws `not_found` and `encryption_key_missing`.
 */
export async function rotateWebhookSecret(ctx: Ctx, { webhookId }: WebhookIdInput): Promise<RevealedWebhook> {
  const box = requireBox("signing secrets of webhooks");
  const secret = newSigningSecret();
  return ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now();
    const row = await lockWebhook(tx, ctx, webhookId);
    const changes = {
      encryptedSecret: box.seal(secret, signingSecretPlace(ctx.accountId, row.id)),
      encryptedPreviousSecret: row.encryptedSecret,
      previousSecretUntil: new Date(now.getTime() + BOTH_SECRETS_MS),
    };
    await tx.update(webhooks).set(changes).where(eq(webhooks.id, row.id));
    await recordChange(tx, ctx, {
      action: "webhook.secret_rotated",
      subject: webhookSubject(row),
      after: { previousSecretUntil: changes.previousSecretUntil },
    });
    return { webhook: shown({ ...row, ...changes }, now), secret };
  });
}
