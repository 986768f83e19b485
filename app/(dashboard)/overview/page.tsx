import type { Metadata } from "next";
import { Suspense } from "react";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { UnknownParts } from "@/components/layout/unknown-parts";
import { Skeleton } from "@/components/ui/skeleton";
import { requireViewer } from "@/lib/transport/require-viewer";
import { browserZone } from "@/lib/transport/viewer-zone";
import { hasRequests } from "@/lib/usage/queries";
import { FirstSteps } from "./_components/first-steps";
import { NeedsAttention } from "./_components/needs-attention";
import { Numbers } from "./_components/numbers";
import { OverviewToolbar } from "./_components/overview-toolbar";
import { Rankings } from "./_components/rankings";
import { overviewPlan } from "./load-overview";
import { readOverview } from "./overview-address";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage({ searchParams }: PageProps<"/overview">) {
  const { ctx } = await requireViewer();
  const { setup, ...parts } = await searchParams;
  const { ignored, ...view } = readOverview(parts);
  const plan = overviewPlan(view, await browserZone(), ctx.clock.now());
  const isUsed = await hasRequests(ctx);
  return (
    <>
      <PageHeader title="Overview" />
      <PageBody>
        <FirstSteps ctx={ctx} isUsed={isUsed} isAsked={setup !== undefined} />
        {isUsed ? <OverviewToolbar plan={plan} /> : null}
        <UnknownParts names={ignored} shown="The page is shown without" />
        {isUsed ? <Numbers ctx={ctx} plan={plan} /> : null}
        <Suspense fallback={<Skeleton className="h-32 rounded-md" />}>
          <NeedsAttention ctx={ctx} zone={plan.zone} />
        </Suspense>
        {isUsed ? <Rankings ctx={ctx} plan={plan} /> : null}
      </PageBody>
    </>
  );
}
