import type { Metadata } from "next";
import { Suspense } from "react";
import { ChartSkeleton } from "@/components/charts/chart-skeleton";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { UnknownParts } from "@/components/layout/unknown-parts";
import { TabLinks } from "@/components/ui/tab-links";
import { requireViewer } from "@/lib/transport/require-viewer";
import { browserZone } from "@/lib/transport/viewer-zone";
import { readUsageAddress, writeUsageAddress } from "@/lib/usage/chart/usage-address";
import { usagePlan } from "@/lib/usage/chart/usage-plan";
import { SavedViews } from "../_saved-views/saved-views";
import { OtherGrain } from "./_components/other-grain";
import { UsageFilters } from "./_components/usage-filters";
import { UsageResult } from "./_components/usage-result";
import { UsageToolbar } from "./_components/usage-toolbar";
import { USAGE_TABS } from "./usage-tabs";

export const metadata: Metadata = { title: "Usage" };

export default async function UsagePage({ searchParams }: PageProps<"/usage">) {
  const { ctx } = await requireViewer();
  const { ignored, ...view } = readUsageAddress(await searchParams);
  const homeZone = await browserZone();
  const plan = usagePlan(view, homeZone, ctx.clock.now());
  const isGrainOther = view.grain !== null && view.grain !== plan.query.grain;
  return (
    <>
      <PageHeader
        title="Usage"
        actions={
          <SavedViews ctx={ctx} room="usage" path="/usage" query={writeUsageAddress(view).toString()} />
        }
      />
      <TabLinks label="Usage" items={USAGE_TABS} />
      <PageBody>
        <UnknownParts names={ignored} shown="Usage is shown without" />
        {isGrainOther ? <OtherGrain grain={plan.query.grain} /> : null}
        <div className="flex min-w-0 flex-col gap-3">
          <UsageToolbar
            view={view}
            zone={plan.zone}
            homeZone={homeZone}
            grain={plan.query.grain}
            range={{ from: plan.range.from.toISOString(), to: plan.range.to.toISOString() }}
          />
          <UsageFilters ctx={ctx} plan={plan} />
        </div>
        <Suspense fallback={<ChartSkeleton label="Loading usage" />}>
          <UsageResult ctx={ctx} plan={plan} />
        </Suspense>
      </PageBody>
    </>
  );
}
