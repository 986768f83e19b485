import { UsageChart } from "@/components/charts/usage-chart";
import { Figure } from "@/components/ui/card";
import type { Ctx } from "@/lib/context";
import { chosenRange, dayIn } from "@/lib/core/time-choice";
import type { ApiKey } from "@/lib/keys/contract";
import { listSecrets } from "@/lib/keys/rotation/queries";
import { latestRequests } from "@/lib/logs/queries";
import { usageByModel, usageOverTime, usageTotals } from "@/lib/usage/queries";
import type { loadKeySearchParams } from "../search-params";
import { keyChart } from "./chart-buckets";
import { ModelsTable } from "./models-table";
import { RequestsTable } from "./requests-table";
import { UsageToolbar } from "./usage-toolbar";
import { figures, spanWords, usageSentence } from "./usage-words";

const LATEST = 20;
/** The latest requests come from the latest secrets. */
const SECRETS = 20;
const TITLES = { cost: "Cost by model", requests: "Requests by model", tokens: "Tokens by model" };

type View = Awaited<ReturnType<typeof loadKeySearchParams>>;

/** How much a key was used, when, for which models and what it cost: one span for all of it. */
export async function KeyUsage(props: { ctx: Ctx; apiKey: ApiKey; view: View; homeZone: string }) {
  const { ctx, apiKey, view, homeZone } = props;
  const zone = view.zone ?? homeZone;
  const range = chosenRange(view, zone, ctx.clock.now());
  const bucket = range.grain === "minute" ? "hour" : range.grain;
  const query = { keyId: apiKey.id, from: range.from, to: range.to };
  const [totals, spans, models, latest, secrets] = await Promise.all([
    usageTotals(ctx, query),
    usageOverTime(ctx, { ...query, bucket, zone, groupBy: "model" }),
    usageByModel(ctx, query),
    latestRequests(ctx, { keyId: apiKey.id, limit: LATEST }),
    listSecrets(ctx, { keyId: apiKey.id, limit: SECRETS }),
  ]);
  const { metric } = view;
  return (
    <section aria-labelledby="usage-heading" className="flex min-w-0 flex-col gap-4">
      <h2 id="usage-heading" className="text-base">
        Usage
      </h2>
      <UsageToolbar
        range={view.range}
        metric={metric}
        first={dayIn(zone, range.from)}
        last={dayIn(zone, new Date(range.to.getTime() - 1))}
        zone={zone}
        homeZone={homeZone}
      />
      <dl className="grid grid-cols-2 divide-line rounded-md border border-line max-lg:gap-y-px lg:grid-cols-4 lg:divide-x">
        {figures(totals).map((figure) => (
          <Figure key={figure.label} {...figure} />
        ))}
      </dl>
      <UsageChart
        title={TITLES[metric]}
        level={3}
        summary={usageSentence(metric, totals, models, spanWords(range, zone))}
        data={keyChart(spans, metric, {
          grain: bucket,
          zone,
          to: range.to,
          isOngoing: range.to > ctx.clock.now(),
        })}
      />
      {models.length === 0 ? null : (
        <>
          <h3 className="mt-2">By model</h3>
          <ModelsTable models={models} />
        </>
      )}
      {latest.length === 0 ? null : (
        <>
          <h3 className="mt-2">Latest requests</h3>
          <RequestsTable requests={latest} zone={zone} secrets={secrets} />
        </>
      )}
    </section>
  );
}
