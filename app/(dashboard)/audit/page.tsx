import type { Metadata } from "next";
import { Suspense } from "react";
import { DataTableSkeleton } from "@/components/data-table/table-skeleton";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { requireViewer } from "@/lib/transport/require-viewer";
import { AuditFilters } from "./_components/audit-filters";
import { AuditList } from "./_components/audit-list";
import { ExportLinks } from "./_components/export-links";
import { actionChoices, subjectChoices } from "./_components/filter-words";
import { VerifyButton } from "./_components/verify-button";
import { filterQuery, loadAuditSearchParams } from "./search-params";

export const metadata: Metadata = { title: "Audit log" };

export default async function AuditPage({ searchParams }: PageProps<"/audit">) {
  const { ctx } = await requireViewer();
  const view = await loadAuditSearchParams(searchParams);
  return (
    <>
      <PageHeader title="Audit log" actions={<ExportLinks query={filterQuery(view)} />} />
      <PageBody>
        <VerifyButton />
        <AuditFilters actions={actionChoices()} subjects={subjectChoices()} />
        <Suspense
          key={JSON.stringify(view)}
          fallback={<DataTableSkeleton columns={3} label="Loading the audit log" />}
        >
          <AuditList ctx={ctx} view={view} />
        </Suspense>
      </PageBody>
    </>
  );
}
