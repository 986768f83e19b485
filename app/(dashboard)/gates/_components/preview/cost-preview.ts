import type { GateSettings } from "@/lib/core/gate-settings";
import { costOf, type NanoUsd } from "@/lib/core/money";
import { TOKEN_CLASSES, type TokenClass } from "@/lib/prices/token-classes";
import { modelsOf } from "../field-words";
import type { ListPrice } from "../model-fact";
import { SANDBOX_MODEL } from "../sandbox-model";

/** Sums over the requests that a gate answered in a span. The classes of tokens do not overlap. */
export type Traffic = { requests: number; tokens: Readonly<Record<TokenClass, number>> };

export type CostPreview =
  | { state: "no traffic" }
  /** No model is named, or none has a share of the requests. */
  | { state: "no model" }
  /** Models whose price is missing, without which nothing can be said. */
  | { state: "no price"; models: string[] }
  /** `cheaper` is another of the gate's models that would cost less in first place. */
  | { state: "known"; costNanoUsd: NanoUsd; cheaper: { model: string; costNanoUsd: NanoUsd } | null };

type Routing = Pick<GateSettings, "model" | "fallbackModels" | "routingStrategy" | "weights">;
type PriceOf = (model: string) => ListPrice | null;

/**
 * What the traffic of a span would cost with these models, at list prices and if the first choice always answers. A gate
 * that spreads its requests costs the mean of its models, by their weights. Tokens are taken as they were counted, though
 * another model may count the same text a little differently.
 */
export function costPreview(traffic: Traffic, routing: Routing, priceOf: PriceOf): CostPreview {
  const models = [...new Set(modelsOf(routing))].filter((model) => model !== "");
  if (traffic.requests === 0) return { state: "no traffic" };
  if (models.length === 0) return { state: "no model" };
  const shares = sharesOf(routing, models);
  const costs = new Map(models.map((model) => [model, costAt(traffic, priceOf(model))]));
  const missing = models.filter((model) => (shares.get(model) ?? 0n) > 0n && costs.get(model) === null);
  if (missing.length > 0) return { state: "no price", models: missing };
  const [weighed, total] = models.reduce(
    ([sum, all], model) => {
      const share = shares.get(model) ?? 0n;
      return [sum + (costs.get(model) ?? 0n) * share, all + share];
    },
    [0n, 0n],
  );
  if (total === 0n) return { state: "no model" };
  const costNanoUsd = (weighed + total / 2n) / total;
  return { state: "known", costNanoUsd, cheaper: cheapest(models, costs, costNanoUsd) };
}

/** Parts of the requests that each model gets, as whole numbers. */
function sharesOf({ routingStrategy, weights }: Routing, models: string[]): Map<string, bigint> {
  const shareOf = (model: string, place: number): bigint => {
    if (routingStrategy === "round-robin") return 1n;
    if (routingStrategy === "weighted") return BigInt(Math.round(Math.max(0, weights?.[model] ?? 0) * 1_000));
    return place === 0 ? 1n : 0n;
  };
  return new Map(models.map((model, place) => [model, shareOf(model, place)]));
}

function costAt(traffic: Traffic, price: ListPrice | null): NanoUsd | null {
  if (price === null) return null;
  const used = TOKEN_CLASSES.filter((name) => traffic.tokens[name] > 0);
  if (used.some((name) => price[name] === null)) return null;
  return costOf(used.map((name) => ({ tokens: traffic.tokens[name], price: price[name] ?? 0n })));
}

function cheapest(models: string[], costs: Map<string, NanoUsd | null>, now: NanoUsd) {
  let best: { model: string; costNanoUsd: NanoUsd } | null = null;
  for (const model of models) {
    // It repeats the question, so it takes nobody's place.
    if (model === SANDBOX_MODEL) continue;
    const cost = costs.get(model) ?? null;
    if (cost !== null && cost < (best?.costNanoUsd ?? now)) best = { model, costNanoUsd: cost };
  }
  return best;
}
