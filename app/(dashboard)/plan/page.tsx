import type { Metadata } from "next";
import { Suspense } from "react";
import { ChartSkeleton } from "@/components/charts/chart-skeleton";
import { DataTableSkeleton } from "@/components/data-table/table-skeleton";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { accountLimits } from "@/lib/limits/queries";
import { requireViewer } from "@/lib/transport/require-viewer";
import { browserZone } from "@/lib/transport/viewer-zone";
import { ClientView } from "./_components/client-view";
import { LimitsCard } from "./_components/limits-card";
import { OtherPlans } from "./_components/other-plans";
import { OwnLimits } from "./_components/own-limits";
import { PlanActions } from "./_components/plan-actions";
import { PlanCard } from "./_components/plan-card";
import { RefusalsChart } from "./_components/refusals-chart";
import { RequestNote } from "./_components/request-note";

export const metadata: Metadata = { title: "Plan & limits" };

export default async function PlanPage() {
  const { ctx } = await requireViewer();
  const account = await accountLimits(ctx);
  return (
    <>
      <PageHeader title="Plan & limits" actions={<PlanActions ctx={ctx} />} />
      <PageBody>
        <RequestNote ctx={ctx} />
        <PlanCard ctx={ctx} account={account} />
        <Suspense fallback={<DataTableSkeleton columns={5} label="Looking how limits are used" />}>
          <LimitsCard ctx={ctx} account={account} />
        </Suspense>
        <Suspense fallback={<DataTableSkeleton columns={5} label="Loading limits of keys and gates" />}>
          <OwnLimits ctx={ctx} account={account} />
        </Suspense>
        <Suspense fallback={<ChartSkeleton label="Counting refused calls" />}>
          <RefusalsChart ctx={ctx} zone={await browserZone()} />
        </Suspense>
        <Suspense fallback={<DataTableSkeleton columns={5} label="Trying other plans" />}>
          <OtherPlans ctx={ctx} account={account} />
        </Suspense>
        <ClientView accountId={ctx.accountId} account={account} />
      </PageBody>
    </>
  );
}
