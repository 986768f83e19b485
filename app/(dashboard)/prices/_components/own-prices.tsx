import { SimpleTable } from "@/components/data-table/simple-table";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import type { Ctx } from "@/lib/context";
import type { PriceOverride } from "@/lib/prices/contract";
import { type OverrideStatus, overrideStatus } from "@/lib/prices/override-status";
import { listPrices } from "@/lib/prices/queries";
import { DeletePriceButton } from "./delete-price-button";
import { Rates } from "./rates";

const STATUS: Record<OverrideStatus, { label: string; tone: "ok" | "neutral" | "warn" }> = {
  in_force: { label: "In force", tone: "ok" },
  future: { label: "To come", tone: "warn" },
  past: { label: "Past", tone: "neutral" },
};

/** The prices that the account has set: those to come, in force and past. */
export async function OwnPrices({ ctx }: { ctx: Ctx }) {
  const prices = await listPrices(ctx);
  const now = ctx.clock.now();
  if (prices.length === 0) {
    return (
      <Card title="Your prices">
        <EmptyState level={3} title="No prices of your own yet" className="py-6">
          Models cost what the list says. Set a price for a model that it does not know, or when you pay
          another one.
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card title="Your prices" description="They win over the list's, in USD per million tokens.">
      <SimpleTable
        caption="Your prices"
        rows={prices}
        rowId={({ id }) => id}
        columns={[
          {
            header: "Model",
            cell: ({ provider, model }) => (
              <span className="font-mono text-xs">{`${provider}/${model}`}</span>
            ),
          },
          { header: "State", cell: (price) => <State price={price} all={prices} now={now} /> },
          { header: "From", cell: ({ effectiveFrom }) => <Time value={effectiveFrom} /> },
          { header: "Price", cell: (price) => <Rates prices={price.prices} /> },
          {
            header: "Source",
            cell: ({ source }) => (
              <span className="block max-w-48 truncate" title={source}>
                {source}
              </span>
            ),
          },
          {
            header: "What to do",
            cell: (price) => <Act price={price} isFuture={price.effectiveFrom > now} />,
          },
        ]}
      />
    </Card>
  );
}

function State({ price, all, now }: { price: PriceOverride; all: PriceOverride[]; now: Date }) {
  const { label, tone } = STATUS[overrideStatus(price, all, now)];
  return <Badge tone={tone}>{label}</Badge>;
}

function Act({ price: { id, provider, model }, isFuture }: { price: PriceOverride; isFuture: boolean }) {
  const name = `${provider}/${model}`;
  if (isFuture) return <DeletePriceButton priceId={id} name={name} />;
  return (
    <ButtonLink size="sm" href={`/prices/correct?price=${id}`}>
      What it changes
      <span className="sr-only"> of the past for {name}</span>
    </ButtonLink>
  );
}
