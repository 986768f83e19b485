import { UsageChart } from "@/components/charts/usage-chart";
import { Figure } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { Ctx } from "@/lib/context";
import { only } from "@/lib/core/request-filter";
import { dayIn } from "@/lib/core/time-choice";
import type { ApiKey } from "@/lib/keys/contract";
import { listSecrets } from "@/lib/keys/rotation/queries";
import { latestRequests } from "@/lib/logs/queries";
import { USUAL_USAGE_VIEW, type UsageView } from "@/lib/usage/chart/contract";
import { usageHref } from "@/lib/usage/chart/usage-address";
import { usagePlan } from "@/lib/usage/chart/usage-plan";
import { usageReport } from "@/lib/usage/chart/usage-report";
import { reportSentence } from "@/lib/usage/chart/usage-words";
import { usageByModel } from "@/lib/usage/queries";
import type { loadKeySearchParams } from "../search-params";
import { ModelsTable } from "./models-table";
import { RequestsTable } from "./requests-table";
import { UsageToolbar } from "./usage-toolbar";
import { figures } from "./usage-words";

const LATEST = 20;
/** The latest requests come from the latest secrets. */
const SECRETS = 20;
const TITLES = { cost: "Cost by model", requests: "Requests by model", tokens: "Tokens by model" };
const METRICS = { cost: "spend", requests: "requests", tokens: "tokens" } as const;

type View = Awaited<ReturnType<typeof loadKeySearchParams>>;

/** How much a key was used, when, for which models and what it cost: one span for all of it, and every number opens its rows. */
export async function KeyUsage(props: { ctx: Ctx; apiKey: ApiKey; view: View; homeZone: string }) {
  const { ctx, apiKey, view, homeZone } = props;
  const { metric } = view;
  const asked: UsageView = {
    ...USUAL_USAGE_VIEW,
    time: { range: view.range, from: view.from, to: view.to },
    zone: view.zone,
    metric: METRICS[metric],
    filter: { key: only(apiKey.id) },
  };
  const plan = usagePlan(asked, homeZone, ctx.clock.now());
  const { range, zone } = plan;
  const [report, models, latest, secrets] = await Promise.all([
    usageReport(ctx, plan),
    usageByModel(ctx, { keyId: apiKey.id, from: range.from, to: range.to }),
    latestRequests(ctx, { keyId: apiKey.id, limit: LATEST }),
    listSecrets(ctx, { keyId: apiKey.id, limit: SECRETS }),
  ]);
  const { total: totals, expired } = report.answer;
  const span = report.chart.links?.whole ?? "";
  const log = `/keys/${apiKey.id}/logs`;
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
        {figures(totals).map(({ label, value, note, rows }) => (
          <Figure
            key={label}
            label={label}
            note={note}
            value={
              <Link href={`${log}?${rows}${span}`} className="rounded-sm hover:underline">
                {value}
              </Link>
            }
          />
        ))}
      </dl>
      <UsageChart
        title={TITLES[metric]}
        level={3}
        summary={reportSentence(report)}
        data={report.chart}
        expired={expired}
        menu={[{ label: "Open in Usage", href: usageHref(asked) }]}
      />
      {models.length === 0 ? null : (
        <>
          <h3 className="mt-2">By model</h3>
          <ModelsTable models={models} path={log} span={span} />
        </>
      )}
      {latest.length === 0 ? null : (
        <>
          <h3 className="mt-2">Latest requests</h3>
          <RequestsTable requests={latest} zone={zone} secrets={secrets} />
          <p>
            <Link href={log} className="rounded-sm text-muted hover:text-ink">
              All requests of this key
            </Link>
          </p>
        </>
      )}
    </section>
  );
}
