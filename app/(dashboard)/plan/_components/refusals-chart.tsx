import { UsageChart } from "@/components/charts/usage-chart";
import { Card } from "@/components/ui/card";
import type { Ctx } from "@/lib/context";
import type { ChartData } from "@/lib/core/chart-data";
import { formatCountExact, formatMoment, formatPercent } from "@/lib/core/format";
import { chosenRange } from "@/lib/core/time-choice";
import { MOST_REFUSALS, refusals } from "@/lib/limits/refusals";
import { keptSince } from "@/lib/logs/kept-since";
import { dayStarts, refusalsChartData } from "../refusals-chart-data";

const TITLE = "Refused calls by limit";

/** What limits refused in the last 30 days, by day and by the limit that did it; every number opens its rows. */
export async function RefusalsChart({ ctx, zone }: { ctx: Ctx; zone: string }) {
  const now = ctx.clock.now();
  const range = chosenRange({ range: "30d", from: null, to: null }, zone, now);
  const starts = dayStarts(range, zone);
  const [counted, kept] = await Promise.all([refusals(ctx, range.to, starts), keptSince(ctx)]);
  const expired =
    kept !== null && kept > range.from ? ` Rows from before ${formatMoment(kept, zone)} have expired.` : "";
  const data = refusalsChartData(counted, { range, starts, zone, now });
  if (data.series.length === 0) {
    return (
      <Card title={TITLE}>
        <p className="text-muted">No call was refused by a limit in the last 30 days.{expired}</p>
      </Card>
    );
  }
  return <UsageChart title={TITLE} summary={sentence(data) + expired} data={data} />;
}

function sentence({ series, total }: ChartData): string {
  const all = Number(total);
  const [largest] = series;
  const calls = `${formatCountExact(all)} ${all === 1 ? "call" : "calls"} refused in 30 days`;
  const what =
    largest === undefined ? "" : `, ${formatPercent(Number(largest.total) / all)} by ${lower(largest.name)}`;
  const cut = all >= MOST_REFUSALS ? " Only the newest ones are counted." : "";
  return `${calls}${what}.${cut}`;
}

function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
