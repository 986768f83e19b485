import { Suspense } from "react";
import type { Ctx } from "@/lib/context";
import type { OverviewPlan } from "../load-overview";
import { ChartsSkeleton, OverviewCharts } from "./overview-charts";
import { FiguresSkeleton, OverviewFigures } from "./overview-figures";

/** Figures and charts; each comes when it is there. */
export function Numbers({ ctx, plan }: { ctx: Ctx; plan: OverviewPlan }) {
  return (
    <>
      <Suspense fallback={<FiguresSkeleton />}>
        <OverviewFigures ctx={ctx} plan={plan} />
      </Suspense>
      <Suspense fallback={<ChartsSkeleton />}>
        <OverviewCharts ctx={ctx} plan={plan} />
      </Suspense>
    </>
  );
}
