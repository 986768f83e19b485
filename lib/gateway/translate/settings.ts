import type { LanguageModelV3CallOptions } from "@ai-sdk/provider";
import { defined, flagAt, type Json, numberAt, optional, textsAt, wholeNumberAt } from "./json-fields";
import { type Family, notSupported, type Target } from "./target";

type Sampling = Pick<
  LanguageModelV3CallOptions,
  | "temperature"
  | "topP"
  | "topK"
  | "frequencyPenalty"
  | "presencePenalty"
  | "seed"
  | "maxOutputTokens"
  | "stopSequences"
>;

// What no model of a provider has. The AI SDK would leave these out and say so, but only after a call that is paid for.
const MISSING: Readonly<Record<Family, readonly string[]>> = {
  openai: ["top_k"],
  anthropic: ["frequency_penalty", "presence_penalty", "seed"],
  google: [],
  mistral: ["top_k"],
  "openai-compatible": ["top_k"],
  sandbox: ["top_k"],
};

/** The fields that `readSampling` reads, in the words of both formats. */
export const SAMPLING_FIELDS = [
  "temperature",
  "top_p",
  "top_k",
  "frequency_penalty",
  "presence_penalty",
  "seed",
  "stop",
  "stop_sequences",
  "max_tokens",
  "max_completion_tokens",
] as const;

/**
 * How the model shall choose its words and where it shall stop. Throws invalid_field, and feature_not_supported for what
 * no model of the provider has.
 */
export function readSampling(json: Json, target: Target): Partial<Sampling> {
  // A penalty of zero is none.
  const penalty = (name: string) => optional(json, name, numberAt) || undefined;
  const sampling = {
    temperature: optional(json, "temperature", numberAt),
    topP: optional(json, "top_p", numberAt),
    topK: optional(json, "top_k", wholeNumberAt),
    frequencyPenalty: penalty("frequency_penalty"),
    presencePenalty: penalty("presence_penalty"),
    seed: optional(json, "seed", (value, at) => wholeNumberAt(value, at, Number.MIN_SAFE_INTEGER)),
    stopSequences: optional(json, "stop", textsAt) ?? optional(json, "stop_sequences", textsAt),
    maxOutputTokens: longest(json, "max_completion_tokens") ?? longest(json, "max_tokens"),
  };
  for (const name of MISSING[target.family]) {
    const given = name.endsWith("_penalty") ? penalty(name) : (json[name] ?? undefined);
    if (given !== undefined) throw notSupported(target, `"${name}"`, name);
  }
  if (sampling.stopSequences?.length === 0) sampling.stopSequences = undefined;
  return defined(sampling);
}

function longest(json: Json, name: string): number | undefined {
  return optional(json, name, (value, at) => wholeNumberAt(value, at, 1));
}

/** The flag that lets a model call several tools at once, or forbids it; undefined when the client did not say. */
export function parallelCalls(json: Json, name: string, meansForbidden: boolean, within = "") {
  const flag = optional(json, name, flagAt, within);
  return flag === undefined ? undefined : flag !== meansForbidden;
}
