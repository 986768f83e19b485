import type { Metadata } from "next";
import { Suspense } from "react";
import { DataTableSkeleton } from "@/components/data-table/table-skeleton";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { UnknownParts } from "@/components/layout/unknown-parts";
import { appUrl } from "@/lib/env";
import { getDefaultGate } from "@/lib/gates/queries";
import { maxLifetimeDays } from "@/lib/keys/expiry/checked-expiry";
import { requireViewer } from "@/lib/transport/require-viewer";
import { browserZone } from "@/lib/transport/viewer-zone";
import { AttentionCard } from "./_components/alerts/attention-card";
import { CreateKeyButton, CreateKeyProvider } from "./_components/create-key";
import { FindKey } from "./_components/find-key";
import { KeyDialogsProvider } from "./_components/key-dialogs";
import { KeyHealth } from "./_components/key-health";
import { KeyList } from "./_components/key-list";
import { KeySelectionProvider } from "./_components/key-selection";
import { loadKeysSearchParams, unknownFilters } from "./search-params";

export const metadata: Metadata = { title: "API Keys" };

export default async function KeysPage({ searchParams }: PageProps<"/keys">) {
  const { ctx } = await requireViewer();
  const view = await loadKeysSearchParams(searchParams);
  const unknown = unknownFilters(await searchParams);
  const zone = await browserZone();
  const place = { address: appUrl(), gate: (await getDefaultGate(ctx))?.name ?? "default" };
  return (
    <CreateKeyProvider {...place} maxDays={maxLifetimeDays()}>
      <KeyDialogsProvider>
        <KeySelectionProvider>
          <PageHeader title="API Keys" actions={<FindKey />} primaryAction={<CreateKeyButton />} />
          <PageBody>
            <AttentionCard ctx={ctx} />
            <UnknownParts
              names={unknown}
              shown="The list is shown without the filter"
              hint="Choose one from the menus above the table."
            />
            <Suspense fallback={null}>
              <KeyHealth ctx={ctx} />
            </Suspense>
            <Suspense fallback={<DataTableSkeleton columns={7} label="Loading keys" />}>
              <KeyList ctx={ctx} view={view} zone={zone} {...place} />
            </Suspense>
          </PageBody>
        </KeySelectionProvider>
      </KeyDialogsProvider>
    </CreateKeyProvider>
  );
}
