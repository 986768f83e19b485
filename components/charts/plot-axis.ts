import type { ChartData, ChartUnit, ChartValue } from "@/lib/core/chart-data";
import { axisTicks, formatValue, formatValues, logTicks, toPlot } from "./chart-values";
import type { DrawnSeries } from "./drawn-series";

/** How many steps of a whole number are in one unit of the plot. */
const STEPS: Record<ChartUnit, number> = { usd: 1_000_000_000, count: 1, ms: 1, ratio: 100_000 };

/** About how wide a character of an axis is, generously. */
export const CHARACTER_PX = 7;

/** Room beside the axes: the first label hangs by half over the start of its axis, the last of a line by half over its end. */
export function plotMargin(label: string, axisWidth: number, kind: ChartData["kind"]) {
  const half = (label.length * CHARACTER_PX) / 2;
  const right = kind === "lines" ? Math.min(24, half) : 6;
  return { top: 10, right, bottom: 0, left: Math.max(0, half - axisWidth) };
}

export type PlotAxis = { at: number[]; labels: string[] };

/** The ticks of the value axis, so that everything that is shown lies between the first and the last. */
export function plotAxis(data: ChartData, shown: ReadonlyArray<DrawnSeries>): PlotAxis {
  const heights = data.spans.flatMap(({ values, previous }) => {
    const parts = shown.map(({ index }) => toPlot(values[index] ?? null, data.unit) ?? 0);
    const own = data.kind === "bars" ? [parts.reduce((sum, part) => sum + part, 0)] : parts;
    return [...own, toPlot(previous?.total ?? null, data.unit) ?? 0];
  });
  const most = Math.max(0, ...heights);
  if (data.scale === "log") {
    const positive = heights.filter((height) => height > 0);
    const at = logTicks(Math.min(...positive), most);
    return { at, labels: at.map((value) => formatValue(tickText(value, data.unit), data.unit, false)) };
  }
  const steps = STEPS[data.unit];
  const ticks = axisTicks(BigInt(Math.ceil(most * steps - 1e-6)));
  const highest = data.unit === "ratio" && most <= 1 ? ticks.filter((tick) => tick <= BigInt(steps)) : ticks;
  return labelled(
    highest.map((tick) => Number(tick) / steps),
    data.unit,
  );
}

function labelled(at: number[], unit: ChartUnit): PlotAxis {
  const texts = formatValues(
    at.map((value) => tickText(value, unit)),
    unit,
  );
  const zero = at[0] === 0 ? [unit === "usd" ? "$0" : (texts[0] ?? "")] : texts.slice(0, 1);
  return { at, labels: [...zero, ...(unit === "usd" ? formatRest(at, unit) : texts.slice(1))] };
}

/* Zero would ask for two decimals of its own. */
function formatRest(at: number[], unit: ChartUnit): string[] {
  return formatValues(
    at.slice(1).map((value) => tickText(value, unit)),
    unit,
  );
}

function tickText(value: number, unit: ChartUnit): ChartValue {
  if (unit === "usd" || unit === "count") return BigInt(Math.round(value * STEPS[unit])).toString();
  return String(value);
}
