import { usdPerMillionDecimal } from "@/lib/core/money";
import { availableModels } from "@/lib/models/available-models";
import type { CatalogueModel, ModelTask } from "@/lib/models/contract";
import { currentModels } from "./current-models";
import { type ModelSize, modelSize, SIZE_SCORES } from "./model-size";
import { suitsDescription } from "./suits-description";
import { type DescribedTask, taskOfDescription } from "./task-of-description";

export type SuggestionAsk = {
  description: string;
  /** Taken from the description when it is not given. */
  taskType?: ModelTask | undefined;
  /** How much each matters, 0 or more; only their proportion counts, and three zeros weigh alike. */
  costWeight: number;
  latencyWeight: number;
  qualityWeight: number;
  /** Only models of these providers, by the name before the slash. */
  availableProviders?: readonly string[] | undefined;
};

/** 0 to 1 each, 1 is best. `cost` is null when no price is known, and counts as 0. */
export type ModelScore = {
  model: string;
  cost: number | null;
  speed: number;
  capability: number;
  total: number;
  /** True when a request can be sent to the model now. */
  configured: boolean;
};

export type Suggestion = {
  taskType: ModelTask;
  primary: string;
  alternatives: string[];
  reasoning: string;
  /** Of the suggested models, in their order. */
  scores: ModelScore[];
};

type Weights = { cost: number; speed: number; capability: number };
type Candidate = { model: CatalogueModel; size: ModelSize; priceUsd: number | null };
type Scored = ModelScore & { candidate: Candidate };

const MOST_SUGGESTED = 4;

/**
 * Suggests a model and up to three alternatives for what a gate is described to do; null when no model for it is known. No
 * model is asked. The total of a model is cost x its weight + speed x its weight + capability x its weight:
 *
 * - cost: 1 for the cheapest and 0 for the dearest of those compared, in equal steps for each doubling of the price, which is
 *   that of three input tokens and one output token
 * - speed and capability: the maker's own tier in the model's name (model-size.ts)
 *
 * Models that can be reached now come before all others. Deprecated and replaced ones are not compared, nor are those made for
 * something that the description does not say. Equal totals are ordered by price and then by name.
 */
export function suggest(catalogue: readonly CatalogueModel[], ask: SuggestionAsk): Suggestion | null {
  const task = taskOf(ask);
  const reachable = new Set(availableModels(catalogue));
  const fitting = catalogue.filter(
    ({ kind, taskType, deprecated, provider, model }) =>
      taskType === task.taskType &&
      !deprecated &&
      // The sandbox only repeats what it is told.
      kind !== "sandbox" &&
      suitsDescription(model, ask.description) &&
      (ask.availableProviders?.includes(provider) ?? true),
  );
  const isReachable = (model: CatalogueModel) => reachable.has(model);
  const inReach = currentModels(fitting.filter(isReachable));
  const others = currentModels(fitting.filter((model) => !isReachable(model)));
  const weights = weightsOf(ask);
  const scored = scoresOf([...inReach, ...others], weights, isReachable).sort(byRank);
  const suggested = scored.slice(0, MOST_SUGGESTED);
  const [first] = suggested;
  if (first === undefined) return null;
  return {
    taskType: task.taskType,
    primary: first.model,
    alternatives: suggested.slice(1).map(({ model }) => model),
    reasoning: reasonsFor(first, task, weights, { compared: scored.length, inReach: inReach.length }),
    scores: suggested.map(({ candidate: _, ...score }) => score),
  };
}

function taskOf({ taskType, description }: SuggestionAsk): DescribedTask & { isGiven: boolean } {
  if (taskType !== undefined) return { taskType, words: null, isGiven: true };
  return { ...taskOfDescription(description), isGiven: false };
}

/** Shares of 1 in hundredths, so that the arithmetic that is shown is the arithmetic that was done. */
function weightsOf({ costWeight, latencyWeight, qualityWeight }: SuggestionAsk): Weights {
  const sum = costWeight + latencyWeight + qualityWeight;
  const share = (weight: number) => hundredths(sum === 0 ? 1 / 3 : weight / sum);
  const [cost, speed] = [share(costWeight), share(latencyWeight)];
  return { cost, speed, capability: Math.max(0, hundredths(1 - cost - speed)) };
}

function scoresOf(
  models: CatalogueModel[],
  weights: Weights,
  isReachable: (model: CatalogueModel) => boolean,
): Scored[] {
  const candidates = models.map(
    (model): Candidate => ({ model, size: modelSize(model.model), priceUsd: blendedUsd(model) }),
  );
  const known = candidates.flatMap(({ priceUsd }) => (priceUsd === null ? [] : [priceUsd]));
  const [cheapest, dearest] = [Math.min(...known), Math.max(...known)];
  return candidates.map((candidate) => {
    const { speed, capability } = SIZE_SCORES[candidate.size.size];
    const cost = candidate.priceUsd === null ? null : costScore(candidate.priceUsd, cheapest, dearest);
    const total = weights.cost * (cost ?? 0) + weights.speed * speed + weights.capability * capability;
    const configured = isReachable(candidate.model);
    const rounded = Math.round(total * 10_000) / 10_000;
    return { model: candidate.model.id, cost, speed, capability, total: rounded, configured, candidate };
  });
}

/** USD per million tokens of three parts input and one part output; null when the input has no price. */
function blendedUsd({ price }: CatalogueModel): number | null {
  const tier = price?.tiers[0];
  const input = tier?.input ?? null;
  if (input === null) return null;
  // A model that only reads, such as one for embeddings, has no price for output.
  const output = tier?.output ?? null;
  return Number(output === null ? input : (3n * input + output) / 4n) / 1_000_000;
}

// Prices below this count as this: the doublings between nothing and something have no end.
const LEAST_USD = 0.001;

function costScore(usd: number, cheapest: number, dearest: number): number {
  const steps = (price: number) => Math.log2(Math.max(price, LEAST_USD));
  const span = steps(dearest) - steps(cheapest);
  return span === 0 ? 1 : hundredths((steps(dearest) - steps(usd)) / span);
}

function byRank(a: Scored, b: Scored): number {
  const price = ({ candidate }: Scored) => candidate.priceUsd ?? Number.POSITIVE_INFINITY;
  if (a.configured !== b.configured) return a.configured ? -1 : 1;
  if (a.total !== b.total) return b.total - a.total;
  if (price(a) !== price(b)) return price(a) - price(b);
  return a.model < b.model ? -1 : 1;
}

type Counts = { compared: number; inReach: number };

function reasonsFor(
  first: Scored,
  task: ReturnType<typeof taskOf>,
  weights: Weights,
  { compared, inReach }: Counts,
): string {
  const two = (value: number) => value.toFixed(2);
  const { size, priceUsd } = first.candidate;
  const why = task.isGiven
    ? "as asked"
    : task.words === null
      ? "as the description names no other"
      : `by the words "${task.words}"`;
  const price =
    priceUsd === null
      ? "Its price is not known, so it gets nothing for cost."
      : `Its price is $${usdPerMillionDecimal(BigInt(Math.round(priceUsd * 1_000_000)))} per million tokens, three parts input and one part output.`;
  const tier = size.word === null ? "no tier in its name, so the middle" : `"${size.word}" in its name`;
  const reach =
    inReach === 0
      ? "None of them can be reached yet: configure a provider first."
      : inReach < compared
        ? `The ${inReach} that can be reached now come first.`
        : "All of them can be reached now.";
  return (
    `Task ${task.taskType}, ${why}. ${compared} current models were compared. ${reach} ` +
    `${first.model}: ${two(weights.cost)} × ${two(first.cost ?? 0)} (cost) + ${two(weights.speed)} × ${two(first.speed)} (speed) + ` +
    `${two(weights.capability)} × ${two(first.capability)} (capability) = ${first.total.toFixed(4)}. ${price} ` +
    `Speed and capability follow the maker's own tiers (${tier}); nothing was measured.`
  );
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
