import type { Ctx } from "@/lib/context";
import { NONE_WORDS } from "@/lib/core/dimension-words";
import { DIMENSIONS, type Dimension } from "@/lib/core/request-filter";
import { DAY_MS } from "@/lib/core/time";
import { findKey } from "@/lib/keys/queries";
import type { Viewer } from "@/lib/transport/require-viewer";
import { exploreUsage } from "@/lib/usage/explore/explore-usage";
import type { Option } from "../../_log-parts/toolbar/options";

const MOST_OPTIONS = 50;
const SPAN_MS = 90 * DAY_MS;

/** The values of a dimension that had requests in the last 90 days, those with most of them first. */
export async function listOptions(
  { ctx }: Viewer,
  _: object,
  request: Request,
): Promise<{ options: Option[] }> {
  const asked = new URL(request.url).searchParams.get("of");
  const dimension = DIMENSIONS.find((name) => name === asked);
  if (dimension === undefined) return { options: [] };
  const now = ctx.clock.now();
  const { series } = await exploreUsage(ctx, {
    from: new Date(now.getTime() - SPAN_MS),
    to: now,
    zone: "UTC",
    grain: "none",
    metric: "requests",
    group: dimension,
    filter: {},
    top: MOST_OPTIONS,
  });
  const values = series.flatMap(({ name, others }) => (others === null ? [name.group ?? null] : []));
  return { options: await Promise.all(values.map((value) => optionOf(ctx, dimension, value))) };
}

async function optionOf(ctx: Ctx, dimension: Dimension, value: string | null): Promise<Option> {
  if (value === null) return { value, label: NONE_WORDS[dimension] };
  if (dimension !== "key") return { value, label: value };
  const key = await findKey(ctx, value);
  const gone = key === null || key.deletedAt !== null ? " (deleted)" : "";
  return { value, label: `${key?.name ?? value}${gone}` };
}
