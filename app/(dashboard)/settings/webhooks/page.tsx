import { Webhook } from "lucide-react";
import type { Metadata } from "next";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { requireViewer } from "@/lib/transport/require-viewer";
import { failingWebhooks } from "@/lib/webhooks/failing-webhooks";
import { listWebhooks } from "@/lib/webhooks/queries";
import { CreateWebhookButton } from "./_components/create-webhook";
import { WebhookList } from "./_components/webhook-list";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage() {
  const { ctx } = await requireViewer();
  const [webhooks, failing] = await Promise.all([listWebhooks(ctx), failingWebhooks(ctx)]);
  return (
    <>
      <PageHeader
        title="Webhooks"
        parent={{ href: "/settings", label: "Settings" }}
        primaryAction={<CreateWebhookButton />}
      />
      <PageBody>
        {webhooks.length === 0 ? (
          <EmptyState icon={<Webhook aria-hidden="true" />} title="No webhooks yet">
            A webhook tells a program of yours when a key is created, expires soon, is exposed or behaves
            unusually.{" "}
            <Link href="/docs/webhooks" className="rounded-sm text-ink underline underline-offset-2">
              How receivers check events
            </Link>
          </EmptyState>
        ) : (
          <WebhookList webhooks={webhooks} failing={failing} />
        )}
      </PageBody>
    </>
  );
}
