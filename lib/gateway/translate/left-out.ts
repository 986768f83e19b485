import { isAbsent, type Json } from "./json-fields";
import { notSupported, type Target } from "./target";

type Format = "chat/completions" | "messages";

const always = () => true;
const only =
  (...values: unknown[]) =>
  (value: unknown) =>
    values.includes(value);
const isEmpty = (value: unknown) => typeof value === "object" && Object.keys(value ?? {}).length === 0;

/**
 * Fields that are no part of what a model is asked, with the values for which that is true. They are for the provider's
 * own books, or ask for what happens anyway. Those that are ours have been taken out before.
 */
const LEFT_OUT: Readonly<Record<Format, Readonly<Record<string, (value: unknown) => boolean>>>> = {
  "chat/completions": {
    model: always,
    stream: always,
    stream_options: always,
    metadata: always,
    safety_identifier: always,
    prompt_cache_key: always,
    prompt_cache_retention: always,
    // A guess of the answer, which only makes it come faster.
    prediction: always,
    store: only(false),
    service_tier: only("auto", "default"),
    n: only(1),
    logprobs: only(false),
    top_logprobs: only(0),
    logit_bias: isEmpty,
    modalities: (value) => Array.isArray(value) && value.every((mode) => mode === "text"),
  },
  messages: {
    model: always,
    stream: always,
    service_tier: only("auto", "standard_only"),
    speed: only("standard"),
    mcp_servers: isEmpty,
    context_management: onlyClearsThoughts,
    cache_control: always,
  },
};

/** True for rules that only concern earlier thoughts: who is asked here gets those without the rules, or not at all. */
function onlyClearsThoughts(value: unknown): boolean {
  const edits = typeof value === "object" && value !== null && "edits" in value ? value.edits : [];
  return Array.isArray(edits) && edits.every((edit) => /^clear_thinking_/.test(String(edit?.type)));
}

/**
 * Refuses every field that is neither read nor left out on purpose: it would change the answer, or nobody here knows
 * whether it does. Throws feature_not_supported with the field in `param`.
 */
export function refuseUnknown(target: Target, format: Format, json: Json, read: readonly string[]): void {
  for (const [name, value] of Object.entries(json)) {
    if (isAbsent(value) || read.includes(name)) continue;
    const table = LEFT_OUT[format];
    const mayGo = Object.hasOwn(table, name) ? table[name] : undefined;
    if (mayGo?.(value) !== true) throw notSupported(target, `"${name}"`, name);
  }
}
