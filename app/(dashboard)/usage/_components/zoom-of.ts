import { exactly } from "@/lib/core/request-address";
import type { UsagePlan } from "@/lib/usage/chart/contract";
import { USUAL_USAGE_VIEW } from "@/lib/usage/chart/contract";
import { usageHref } from "@/lib/usage/chart/usage-address";

/** Where dragging over a chart leads, and the ways back: twice the span around the same middle, and the usual span. */
export function zoomOf({ view, range }: Pick<UsagePlan, "view" | "range">) {
  // The bars that suit the part that is looked at closer are others.
  const closer = { ...view, grain: null };
  const marks = usageHref({ ...closer, time: { range: "custom", from: "FROM", to: "TO" } });
  const half = (range.to.getTime() - range.from.getTime()) / 2;
  const wider = exactly(new Date(range.from.getTime() - half), new Date(range.to.getTime() + half));
  const isOwn = view.time.range === "custom";
  return {
    to: marks.replace("from=FROM", "from={from}").replace("to=TO", "to={to}"),
    out: isOwn ? usageHref({ ...closer, time: wider }) : null,
    reset: isOwn ? usageHref({ ...closer, time: USUAL_USAGE_VIEW.time }) : null,
  };
}
