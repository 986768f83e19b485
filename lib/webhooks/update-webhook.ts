import { eq } from "drizzle-orm";
import { webhooks } from "@/db/schema/webhooks";
import { closeAlerts } from "@/lib/alerts/close-alerts";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import type { UpdateWebhookInput, Webhook } from "./contract";
import { checkedUrl } from "./destination";
import { disabledSameness } from "./disable-failing";
import { giveUpPending } from "./give-up-pending";
import { lockWebhook, shown } from "./queries";
import { webhookFields, webhookSubject } from "./webhook-fields";

/**
 * Changes what is given of a webhook and nothing else. Disabling it gives up what waits; enabling it forgets why it was
 * disabled. Throws `not_found` and `invalid_field` (param `url`).
 */
export async function updateWebhook(ctx: Ctx, input: UpdateWebhookInput): Promise<Webhook> {
  const { webhookId, description, events, disabled } = input;
  const url = input.url === undefined ? undefined : checkedUrl(input.url);
  return ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now();
    const row = await lockWebhook(tx, ctx, webhookId);
    const isOff = row.disabledAt !== null;
    const isSwitched = disabled !== undefined && disabled !== isOff;
    const wanted = {
      url: url ?? row.url,
      description: description === undefined ? row.description : description,
      events: events ?? row.events,
      ...(isSwitched ? { disabledAt: disabled ? now : null, disabledReason: null } : {}),
    };
    const changed = { ...row, ...wanted };
    if (JSON.stringify(webhookFields(row)) === JSON.stringify(webhookFields(changed))) return shown(row, now);
    await tx.update(webhooks).set(wanted).where(eq(webhooks.id, row.id));
    if (isSwitched && disabled) await giveUpPending(tx, row.id, now, "The webhook was disabled.");
    if (isSwitched && !disabled) await closeAlerts(tx, ctx, { samenessStart: disabledSameness(row.id) });
    await recordChange(tx, ctx, {
      action: isSwitched && disabled ? "webhook.disabled" : "webhook.updated",
      subject: webhookSubject(changed),
      before: webhookFields(row),
      after: webhookFields(changed),
    });
    return shown(changed, now);
  });
}
