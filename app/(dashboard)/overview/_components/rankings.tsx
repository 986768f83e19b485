import { Suspense } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import type { Ctx } from "@/lib/context";
import type { OverviewPlan } from "../load-overview";
import { LatestErrors } from "./latest-errors";
import { TopList } from "./top-lists";

/** Who spent most, and what failed last. */
export function Rankings({ ctx, plan }: { ctx: Ctx; plan: OverviewPlan }) {
  return (
    <Suspense fallback={<Skeleton className="h-64 rounded-md" />}>
      <div className="grid min-w-0 gap-4 lg:grid-cols-2">
        <TopList ctx={ctx} plan={plan} of="key" />
        <TopList ctx={ctx} plan={plan} of="gate" />
      </div>
      <LatestErrors ctx={ctx} plan={plan} />
    </Suspense>
  );
}
