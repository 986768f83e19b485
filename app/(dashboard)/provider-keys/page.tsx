import type { Metadata } from "next";
import { Suspense } from "react";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { env } from "@/lib/env";
import { requireViewer } from "@/lib/transport/require-viewer";
import { AddKeyButton } from "./_components/add-key-button";
import { CardsSkeleton } from "./_components/cards-skeleton";
import { NoEncryptionKey } from "./_components/no-encryption-key";
import { ProviderCards } from "./_components/provider-cards";
import { ProviderKeyDialogs } from "./_components/provider-key-dialogs";
import { readGates } from "./_components/read-gates";

export const metadata: Metadata = { title: "Provider Keys" };

export default async function ProviderKeysPage() {
  const { ctx } = await requireViewer();
  const writable = env().ENCRYPTION_KEY !== undefined;
  return (
    <ProviderKeyDialogs gates={readGates(ctx)} writable={writable}>
      <PageHeader title="Provider Keys" primaryAction={<AddKeyButton primary />} />
      <PageBody>
        <p className="max-w-prose text-muted">
          Your own keys for model providers. They are used before those of this instance, stored encrypted,
          and never shown again.
        </p>
        {writable ? null : <NoEncryptionKey />}
        <Suspense fallback={<CardsSkeleton />}>
          <ProviderCards ctx={ctx} />
        </Suspense>
      </PageBody>
    </ProviderKeyDialogs>
  );
}
