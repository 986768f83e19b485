import { Callout } from "@/components/ui/callout";
import { formatMoment } from "@/lib/core/format";
import { DAY_MS } from "@/lib/core/time";
import { logKept } from "@/lib/retention/log-kept";
import type { ListProps } from "./list-props";

/** Says where a span reaches back to rows that have expired. */
export async function LogPartial({ ctx, filter, zone }: Pick<ListProps, "ctx" | "filter" | "zone">) {
  const { days, keptFrom } = await logKept(ctx);
  if (keptFrom === null || keptFrom <= filter.from) return null;
  // What was deleted by fewer days than hold now is no older than those.
  const isOlder = days !== null && keptFrom.getTime() <= ctx.clock.now().getTime() - days * DAY_MS;
  return (
    <Callout>
      Rows from before {formatMoment(keptFrom, zone)}{" "}
      {isOlder ? `are older than your ${days}-day retention` : "have expired"} and are not in the log any
      more. Their sums stay in Usage.
    </Callout>
  );
}
