import { SimpleTable } from "@/components/data-table/simple-table";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { Ctx } from "@/lib/context";
import { formatCountExact } from "@/lib/core/format";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import { type UnpricedModel, unpricedModels } from "@/lib/corrections/unpriced-models";
import { correctHref } from "./correct-href";
import { modelRowsHref } from "./model-rows-href";
import { SetPriceButton } from "./set-price-button";

const DAYS = 30;

/** The models of which requests of the last days have no known cost, and what can be done about each. */
export async function UnpricedModels({ ctx }: { ctx: Ctx }) {
  const until = new Date(Math.ceil(ctx.clock.now().getTime() / HOUR_MS) * HOUR_MS);
  const since = new Date(until.getTime() - DAYS * DAY_MS);
  const models = await unpricedModels(ctx, { from: since, to: until });
  const unpriced = { certainty: ["unpriced" as const] };
  return (
    <Card
      title="Called without a price"
      description={`Requests of the last ${DAYS} days whose cost is not known. They are in no sum of money, and are never counted as $0.00.`}
    >
      {models.length === 0 ? (
        <p className="text-muted">Every request of the last {DAYS} days has a known cost.</p>
      ) : (
        <SimpleTable
          caption="Models called without a price"
          rows={models}
          rowId={({ provider, model }) => `${provider}/${model}`}
          columns={[
            { header: "Model", cell: ({ model }) => <span className="font-mono text-xs">{model}</span> },
            { header: "Provider", cell: ({ provider }) => provider },
            {
              header: "Unpriced requests",
              align: "end",
              cell: (model) => (
                <Link
                  className="underline decoration-line underline-offset-2 hover:decoration-ink"
                  href={modelRowsHref({ ...model, since, until }, unpriced)}
                >
                  {formatCountExact(model.unpriced)}
                  <span className="sr-only"> requests to {model.model} in the log</span>
                </Link>
              ),
            },
            {
              header: "Last call",
              cell: ({ lastCallAt }) => (lastCallAt === null ? "—" : <Time value={lastCallAt} />),
            },
            { header: "What to do", cell: (model) => <Cure model={model} /> },
          ]}
        />
      )}
    </Card>
  );
}

function Cure({ model: { provider, model, priceVersion } }: { model: UnpricedModel }) {
  // Requests before the moment of its price need another one.
  const set = <SetPriceButton provider={provider} model={model} />;
  if (priceVersion === null) return set;
  return (
    <span className="flex gap-2">
      <ButtonLink size="sm" href={correctHref({ provider, model, priceVersion })}>
        What its price changes
        <span className="sr-only"> for {model}</span>
      </ButtonLink>
      {set}
    </span>
  );
}
