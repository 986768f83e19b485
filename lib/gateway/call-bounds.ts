import type { GateSettings } from "@/lib/core/gate-settings";
import type { NanoUsd } from "@/lib/core/money";
import { type PriceOverrides, priceFor } from "@/lib/prices/account-prices";
import type { Price } from "@/lib/prices/price";
import { NO_USAGE, priceUsage } from "@/lib/prices/price-usage";
import type { ResolvedModel } from "@/lib/providers/directory";
import type { Call } from "./call";
import type { ClientFormat } from "./formats/format";
import { allowsOverride } from "./gate-fields";
import { estimateTokens } from "./openai-usage";
import { dearerTier } from "./service-tier";

/** What a model costs the account of a call; null when nobody knows. */
export function priceOf(call: Call, prices: PriceOverrides, model: ResolvedModel): Price | null {
  return priceFor(prices, model.kind.priceList ?? model.providerId, model.providerModel, call.startedAt);
}

/**
 * The most tokens that a call can bring out by what the request and its gate say, all its `choices` together; null when they
 * name no most, or none that is a whole number above 0.
 */
export function outputBound(
  format: ClientFormat,
  json: Record<string, unknown>,
  gate: GateSettings,
): { tokens: number | null; choices: number } {
  const choices = format.wire === "chat/completions" ? choicesOf(json.n) : 1;
  if (format.bringsNoOutput === true) return { tokens: 0, choices };
  const each = eachBound(format, json, gate);
  return { tokens: each === null ? null : each * choices, choices };
}

function eachBound(format: ClientFormat, json: Record<string, unknown>, gate: GateSettings): number | null {
  if (format.outputFields === undefined) return null;
  const isGates = gate.taskType === format.taskType;
  let most: number | null = null;
  for (const name of format.outputFields) {
    const value = json[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 1) return null;
    most = Math.max(most ?? 0, value);
  }
  if (!isGates) return most;
  if (most === null) return gate.maxTokens;
  if (allowsOverride(gate, "maxTokens")) return most;
  // Where the format demands a length, a gate without one leaves the request's.
  return gate.maxTokens ?? (format.wire === "messages" ? most : null);
}

function choicesOf(n: unknown): number {
  const count = Number(n ?? 1);
  return Number.isSafeInteger(count) && count > 1 ? count : 1;
}

/** What costs beside the tokens that a body shows, or brings in others. */
const UNMEASURED_MEMBERS = ["audio", "previous_response_id", "conversation", "prompt", "web_search_options"];

/**
 * What a call costs at worst, with its body as input, that many tokens as output, and the dearest of the models; null when the
 * output has no bound, a price is not known, or the call may use what its body does not show.
 */
export function worstCost(
  call: Call,
  prices: PriceOverrides,
  models: readonly ResolvedModel[],
  asks: { json: Record<string, unknown>; output: number | null },
): NanoUsd | null {
  const { format, trail } = call;
  if (format.isFree === true) return 0n;
  const { json, output } = asks;
  if (output === null || (format.unmeasured === true && format.bringsNoOutput !== true)) return null;
  if (usesWhatItDoesNotShow(json) || dearerTier(json) !== null) return null;
  const usage = { ...NO_USAGE, input: estimateTokens(trail.bodyBytes), output };
  let worst = 0n;
  for (const model of models) {
    const cost = priceUsage(usage, priceOf(call, prices, model));
    if (cost === null) return null;
    if (cost > worst) worst = cost;
  }
  return worst;
}

/** True for a request that costs beside the tokens that its body shows, or brings in others. */
export function usesWhatItDoesNotShow(json: Record<string, unknown>): boolean {
  if (UNMEASURED_MEMBERS.some((name) => json[name] !== undefined && json[name] !== null)) return true;
  return Array.isArray(json.tools) && json.tools.some(isPaidTool);
}

/** Tools that the provider runs itself have a price of their own. */
function isPaidTool(tool: unknown): boolean {
  const { type } = (tool ?? {}) as { type?: unknown };
  return typeof type === "string" && type !== "function" && type !== "custom";
}
