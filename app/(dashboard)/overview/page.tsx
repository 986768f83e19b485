import type { Metadata } from "next";
import { Suspense } from "react";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Callout } from "@/components/ui/callout";
import { Skeleton } from "@/components/ui/skeleton";
import { requireViewer } from "@/lib/transport/require-viewer";
import { browserZone } from "@/lib/transport/viewer-zone";
import { NeedsAttention } from "./_components/needs-attention";
import { NothingYet } from "./_components/nothing-yet";
import { Numbers } from "./_components/numbers";
import { OverviewToolbar } from "./_components/overview-toolbar";
import { Rankings } from "./_components/rankings";
import { hasUsage, overviewPlan } from "./load-overview";
import { readOverview } from "./overview-address";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage({ searchParams }: PageProps<"/overview">) {
  const { ctx } = await requireViewer();
  const { ignored, ...view } = readOverview(await searchParams);
  const plan = overviewPlan(view, await browserZone(), ctx.clock.now());
  const isUsed = await hasUsage(ctx, plan.now);
  return (
    <>
      <PageHeader title="Overview" />
      <PageBody>
        {isUsed ? <OverviewToolbar plan={plan} /> : <NothingYet />}
        {ignored.length === 0 ? null : (
          <Callout role="status" title="A part of the address is not known here">
            The page is shown without {ignored.join(", ")}.
          </Callout>
        )}
        {isUsed ? <Numbers ctx={ctx} plan={plan} /> : null}
        <Suspense fallback={<Skeleton className="h-32 rounded-md" />}>
          <NeedsAttention ctx={ctx} />
        </Suspense>
        {isUsed ? <Rankings ctx={ctx} plan={plan} /> : null}
      </PageBody>
    </>
  );
}
