import type { Metadata } from "next";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { DeliveryLog } from "../_components/delivery-log";
import { WebhookActions } from "../_components/webhook-actions";
import { WebhookFacts } from "../_components/webhook-facts";
import { WebhookState } from "../_components/webhook-state";
import { loadWebhook } from "../load-webhook";

export const metadata: Metadata = { title: "Webhook" };

export default async function WebhookPage(props: PageProps<"/settings/webhooks/[webhookId]">) {
  const { webhookId } = await props.params;
  const { after } = await props.searchParams;
  const { webhook, isFailing, deliveries, hasMore } = await loadWebhook(webhookId, after);
  const { url, description, events, disabledAt } = webhook;
  const { host } = new URL(url);
  return (
    <>
      <PageHeader
        title={host}
        parent={{ href: "/settings/webhooks", label: "Webhooks" }}
        badge={<WebhookState {...webhook} isFailing={isFailing} />}
      />
      <PageBody>
        <WebhookFacts webhook={webhook} />
        <WebhookActions
          webhookId={webhookId}
          host={host}
          isDisabled={disabledAt !== null}
          words={{ url, description: description ?? "", events }}
        />
        <h2 className="text-base text-ink">Deliveries of the last 30 days</h2>
        {deliveries.length === 0 ? (
          <EmptyState title="Nothing was sent yet" level={3}>
            Send a test event, or wait for one of the events above.
          </EmptyState>
        ) : (
          <DeliveryLog webhookId={webhookId} deliveries={deliveries} />
        )}
        {hasMore ? (
          <ButtonLink className="self-start" href={`?after=${deliveries.at(-1)?.id}`}>
            Older deliveries
          </ButtonLink>
        ) : null}
      </PageBody>
    </>
  );
}
