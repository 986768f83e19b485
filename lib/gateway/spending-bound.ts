import type { NanoUsd } from "@/lib/core/money";
import { contextWindowOf } from "@/lib/prices/context-window";
import type { Price } from "@/lib/prices/price";
import { NO_USAGE, priceUsage, type TokenUsage } from "@/lib/prices/price-usage";
import type { ResolvedModel } from "@/lib/providers/directory";
import type { Call } from "./call";
import { outputBound, priceOf, usesWhatItDoesNotShow } from "./call-bounds";
import type { Route } from "./choose-route";
import { quoted } from "./gate-of";
import { type InputParts, inputParts } from "./input-parts";
import type { Ask } from "./read-ask";
import { dearerTier } from "./service-tier";

/** The most that calls of models can cost; where nobody can say, why not. */
export type Bound = { worst: NanoUsd; why: null } | { worst: null; why: string };

/** The most that a call can cost, and what of it can go to provider keys of the instance. */
export type SpendingBound = { all: Bound; ofInstance: Bound };

const NOTHING: Bound = { worst: 0n, why: null };

/**
 * Most tokens that one picture is counted as: the dearest kind known is one of 2048 x 768 pixels to gpt-4o-mini, with 8 tiles of 5,667
 * tokens and a base of 2,833 (platform.openai.com/docs/guides/images-vision).
 */
const MOST_IMAGE_TOKENS = 50_000;

/**
 * The most that a call can cost when every model of its route is asked in turn, each with all of the input and the longest answer. A
 * token has at least one byte, so the input has at most as many tokens as the request and what its gate adds have bytes.
 */
export function spendingBound(call: Call, route: Route, ask: Ask): SpendingBound {
  const { format, trail } = call;
  if (format.isFree === true) return { all: NOTHING, ofInstance: NOTHING };
  const parts = inputParts(ask.draft.json);
  const why = noBound(call, ask, parts);
  const added = Buffer.byteLength(JSON.stringify(route.gate.settings));
  const bytes = Math.max(trail.bodyBytes, ask.draft.bytes.byteLength) + added;
  const input = bytes + parts.images * MOST_IMAGE_TOKENS;
  const bounds = route.models.map((model): { isOwn: boolean; bound: Bound } => {
    const isOwn = model.entry?.providers.every((provider) => provider.isOwn) === true;
    if (why !== null) return { isOwn, bound: { worst: null, why } };
    const output = mostOutput(call, route, ask, model);
    if (output === null) return { isOwn, bound: { worst: null, why: noLength(model) } };
    const worst = dearest({ input, output, parts, price: priceOf(call, route.prices, model) });
    return { isOwn, bound: worst === null ? { worst, why: noPrice(model) } : { worst, why: null } };
  });
  return {
    all: sumOf(bounds.map(({ bound }) => bound)),
    ofInstance: sumOf(bounds.flatMap(({ isOwn, bound }) => (isOwn ? [] : [bound]))),
  };
}

/** The first that nobody knows, else all added up. */
function sumOf(bounds: readonly Bound[]): Bound {
  let worst = 0n;
  for (const bound of bounds) {
    if (bound.worst === null) return bound;
    worst += bound.worst;
  }
  return { worst, why: null };
}

function noBound({ format }: Call, { draft }: Ask, { hasFiles }: InputParts): string | null {
  if (format.unmeasured === true && format.bringsNoOutput !== true) {
    return "what this endpoint makes is not priced by the tokens that a request shows. Let the limit count such calls at a fixed amount.";
  }
  if (usesWhatItDoesNotShow(draft.json)) {
    return "it uses what its body does not show, such as a search, sound or an earlier answer. Leave that out, or let the limit count such calls at a fixed amount.";
  }
  const tier = dearerTier(draft.json);
  if (tier !== null) {
    return `it asks for the service tier ${quoted(tier)}, whose prices are not known. Leave service_tier out, or let the limit count such calls at a fixed amount.`;
  }
  if (hasFiles) {
    return "it names a file, whose length nobody knows. Send its text, or let the limit count such calls at a fixed amount.";
  }
  return null;
}

/** The most output tokens of a model; the window is all that it can read and write together, where nothing names less. */
function mostOutput(call: Call, route: Route, { draft }: Ask, model: ResolvedModel): number | null {
  const { tokens, choices } = outputBound(call.format, draft.json, route.gate.settings);
  if (tokens !== null) return tokens;
  if (route.outputLimit !== null) return route.outputLimit * choices;
  const window = contextWindowOf(model.kind.priceList ?? model.providerId, model.providerModel);
  return window === null ? null : window * choices;
}

function noLength({ id }: ResolvedModel): string {
  return `neither the request nor its gate limits the output (max_tokens), and nobody knows how much the model ${quoted(id)} can write.`;
}

function noPrice({ id }: ResolvedModel): string {
  return `the model ${quoted(id)} has no known price. Set one under Prices, or let the limit count such calls at a fixed amount.`;
}

/** What the tokens cost in the dearest way that the request can be charged: by the class of its input, and by each tier it can reach. */
function dearest(asks: {
  input: number;
  output: number;
  parts: InputParts;
  price: Price | null;
}): NanoUsd | null {
  const { input, output, parts, price } = asks;
  if (price === null) return null;
  const classes: Array<Partial<TokenUsage>> = [{ input }];
  if (parts.hasCacheMarks) classes.push({ cacheWrite: input });
  if (parts.hasCacheMarks && price.tiers.some(({ cacheWrite1h }) => cacheWrite1h !== null))
    classes.push({ cacheWrite1h: input });
  if (parts.hasAudio) classes.push({ audioInput: input });
  let most = 0n;
  for (const tier of price.tiers.filter(({ above }) => above < input)) {
    for (const tokens of classes) {
      const alone = { ...price, tiers: [{ ...tier, above: -1 }] };
      const cost = priceUsage({ ...NO_USAGE, ...tokens, output }, alone);
      if (cost === null) return null;
      if (cost > most) most = cost;
    }
  }
  return most;
}
