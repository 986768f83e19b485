import { SimpleTable } from "@/components/data-table/simple-table";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { Select } from "@/components/ui/select";
import { Time } from "@/components/ui/time";
import type { Ctx } from "@/lib/context";
import { formatCountExact } from "@/lib/core/format";
import { only } from "@/lib/core/request-filter";
import type { CatalogueModel } from "@/lib/models/contract";
import { searchModels } from "@/lib/models/search-models";
import type { PriceTier } from "@/lib/prices/price";
import { filterQuery } from "@/lib/usage/chart/usage-chart-data";
import type { ListView } from "../search-params";
import { loadCatalogue } from "./load-catalogue";
import { PriceSource } from "./price-source";
import { rateText } from "./rates";
import { SetPriceButton } from "./set-price-button";

const PAGE = 50;

/** What each model costs a request that starts now, by the account's own price or the list's. */
export async function ListPrices({ ctx, view }: { ctx: Ctx; view: ListView }) {
  const catalogue = await loadCatalogue(ctx);
  const providers = [...new Set(catalogue.map(({ provider }) => provider))];
  const provider = providers.includes(view.provider) ? view.provider : null;
  const { models, hasMore, total } = searchModels(catalogue, {
    q: view.q,
    provider,
    after: view.after,
    limit: PAGE,
  });
  const last = models.at(-1)?.id ?? "";
  const next = new URLSearchParams({ q: view.q, provider: provider ?? "", after: last });
  return (
    <>
      <Search view={view} providers={providers} chosen={provider} />
      {models.length === 0 ? (
        <EmptyState
          title="No model is called so"
          action={<ButtonLink href="/prices/list">Clear the search</ButtonLink>}
        >
          Nothing in the list or among your providers' models fits “{view.q}”.
        </EmptyState>
      ) : (
        <PriceTable models={models} />
      )}
      <div className="flex flex-wrap items-center justify-between gap-3 text-muted text-xs">
        <p>{`${formatCountExact(models.length)} of ${formatCountExact(total)} models, in USD per million tokens`}</p>
        <nav aria-label="Pages" className="flex gap-2">
          {view.after === null ? null : (
            <ButtonLink href={`/prices/list?${new URLSearchParams({ q: view.q, provider: provider ?? "" })}`}>
              First page
            </ButtonLink>
          )}
          {hasMore ? <ButtonLink href={`/prices/list?${next}`}>Next</ButtonLink> : null}
        </nav>
      </div>
    </>
  );
}

function Search({ view, providers, chosen }: { view: ListView; providers: string[]; chosen: string | null }) {
  return (
    <search>
      <form action="/prices/list" className="flex flex-wrap gap-2">
        <Input
          type="search"
          name="q"
          aria-label="Search models"
          placeholder="Search models"
          defaultValue={view.q}
          maxLength={200}
          className="w-full sm:w-72"
        />
        <Select name="provider" aria-label="Provider" defaultValue={chosen ?? ""}>
          <option value="">All providers</option>
          {providers.map((provider) => (
            <option key={provider} value={provider}>
              {provider}
            </option>
          ))}
        </Select>
        <Button type="submit">Search</Button>
      </form>
      {view.provider !== "" && chosen === null ? (
        <p role="status" className="mt-2 text-muted text-sm">
          No model is of the provider “{view.provider}”, so all are shown.
        </p>
      ) : null}
    </search>
  );
}

/** A model, or one of its prices for longer prompts. */
type Line = { model: CatalogueModel; tier: PriceTier | null; isFirst: boolean };

function linesOf(model: CatalogueModel): Line[] {
  if (model.price === null) return [{ model, tier: null, isFirst: true }];
  return model.price.tiers.map((tier, place) => ({ model, tier, isFirst: place === 0 }));
}

function PriceTable({ models }: { models: CatalogueModel[] }) {
  const rate = (header: string, name: Exclude<keyof PriceTier, "above">) => ({
    header,
    align: "end" as const,
    cell: ({ tier }: Line) => rateText(tier?.[name] ?? null),
  });
  return (
    <SimpleTable
      caption="List prices"
      rows={models.flatMap(linesOf)}
      rowId={({ model, tier }) => `${model.id} ${tier?.above ?? ""}`}
      columns={[
        { header: "Model", cell: (line) => <ModelName {...line} /> },
        { header: "Provider", cell: ({ model }) => model.provider },
        rate("Input", "input"),
        rate("Cached input", "cachedInput"),
        rate("Cache write", "cacheWrite"),
        rate("Output", "output"),
        { header: "Source", cell: ({ model }) => <PriceSource version={model.priceVersion} /> },
        {
          header: "Since",
          cell: ({ model: { price } }) =>
            price?.effectiveFrom ? (
              <Time value={price.effectiveFrom} />
            ) : (
              <span className="text-subtle">—</span>
            ),
        },
        {
          header: "What to do",
          cell: ({ model, isFirst }) =>
            isFirst ? <SetPriceButton provider={model.provider} model={model.model} /> : null,
        },
      ]}
    />
  );
}

function ModelName({ model, tier, isFirst }: Line) {
  if (isFirst) {
    return (
      <Link
        className="font-mono text-xs hover:underline"
        href={`/logs?${filterQuery({ model: only(model.id) })}&range=30d`}
      >
        {model.id}
      </Link>
    );
  }
  return (
    <span className="pl-3 text-muted text-xs">
      above {formatCountExact(tier?.above ?? 0)} input tokens
      <span className="sr-only"> of {model.id}</span>
    </span>
  );
}
