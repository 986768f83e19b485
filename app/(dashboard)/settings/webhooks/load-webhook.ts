import { notFound } from "next/navigation";
import { AppError } from "@/lib/core/errors";
import { requireViewer } from "@/lib/transport/require-viewer";
import { failingWebhooks } from "@/lib/webhooks/failing-webhooks";
import { getWebhook, listDeliveries } from "@/lib/webhooks/queries";

const PER_PAGE = 25;

/** A webhook of this address with a page of its log; the same 404 for another's webhook as for none. */
export async function loadWebhook(webhookId: string, after: string | string[] | undefined) {
  const { ctx } = await requireViewer();
  try {
    const place = typeof after === "string" ? { after } : {};
    const [webhook, failing, { items: deliveries, hasMore }] = await Promise.all([
      getWebhook(ctx, webhookId),
      failingWebhooks(ctx),
      listDeliveries(ctx, { webhookId, limit: PER_PAGE, ...place }),
    ]);
    return { webhook, isFailing: failing.has(webhook.id), deliveries, hasMore };
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
