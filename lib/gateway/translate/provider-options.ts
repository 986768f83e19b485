import type { JSONObject, SharedV3ProviderOptions } from "@ai-sdk/provider";
import { defined } from "./json-fields";
import { notSupported, type Target } from "./target";

/** What a client asked for that each provider has its own words for. */
export type Wishes = {
  /** Undefined: the provider's default. */
  parallelToolCalls?: boolean | undefined;
  /** Whom the client asks for, for the provider's abuse checks; left out where there are none. */
  userId?: string | undefined;
  /** How hard the model shall think, in OpenAI's words; Anthropic's `output_config.effort` has the same. */
  effort?: string | undefined;
  effortField?: string;
  thinking?: Thinking | undefined;
  /** Whether the model is held to the JSON schema of the answer. */
  strictSchema?: boolean | undefined;
  verbosity?: string | undefined;
};

/** Anthropic's `thinking` (docs.anthropic.com/en/api/messages). */
export type Thinking = { type: "adaptive" } | { type: "disabled" } | { type: "enabled"; budget: number };

/** The wishes in the words of the provider's AI SDK package. Throws feature_not_supported for those it has none for. */
export function providerOptions(target: Target, wishes: Wishes): SharedV3ProviderOptions {
  switch (target.family) {
    case "anthropic":
      return { anthropic: forAnthropic(target, wishes) };
    case "google":
      return { google: forGoogle(target, wishes) };
    case "mistral":
      return { mistral: forMistral(target, wishes) };
    case "openai":
      return { openai: forOpenAi(target, wishes, "parallelToolCalls") };
    case "sandbox":
      return { sandbox: forOpenAi(target, wishes, "parallel_tool_calls") };
    default:
      return { openaiCompatible: forOpenAi(target, wishes, "parallel_tool_calls") };
  }
}

function refuse(target: Target, wish: string | undefined, field: string): void {
  if (wish !== undefined) throw notSupported(target, `"${field}": "${wish}"`, field);
}

function effortField({ effortField: field = "reasoning_effort" }: Wishes): string {
  return field;
}

/** `parallel`: what the package calls the field, which goes to compatible servers as it is. */
function forOpenAi(target: Target, wishes: Wishes, parallel: string): JSONObject {
  if (wishes.thinking?.type === "enabled") throw notSupported(target, "a budget for thinking", "thinking");
  return defined({
    [parallel]: wishes.parallelToolCalls,
    user: wishes.userId,
    reasoningEffort: wishes.effort,
    textVerbosity: wishes.verbosity,
    strictJsonSchema: wishes.strictSchema,
  });
}

const ANTHROPIC_EFFORTS: readonly string[] = ["low", "medium", "high", "xhigh", "max"];

function forAnthropic(target: Target, wishes: Wishes): JSONObject {
  refuse(target, wishes.verbosity, "verbosity");
  const { effort, thinking } = wishes;
  const thinksNot = effort === "none" || thinking?.type === "disabled";
  if (effort !== "none" && effort !== undefined && !ANTHROPIC_EFFORTS.includes(effort)) {
    refuse(target, effort, effortField(wishes));
  }
  return defined({
    disableParallelToolUse: wishes.parallelToolCalls === false ? true : undefined,
    metadata: wishes.userId === undefined ? undefined : { userId: wishes.userId },
    effort: effort === "none" ? undefined : effort,
    thinking: thinksNot ? { type: "disabled" } : anthropicThinking(thinking),
  });
}

function anthropicThinking(thinking: Thinking | undefined): JSONObject | undefined {
  if (thinking === undefined) return undefined;
  return thinking.type === "enabled"
    ? { type: "enabled", budgetTokens: thinking.budget }
    : { type: thinking.type };
}

const GOOGLE_LEVELS: readonly string[] = ["minimal", "low", "medium", "high"];

function forGoogle(target: Target, wishes: Wishes): JSONObject {
  refuse(target, wishes.verbosity, "verbosity");
  if (wishes.parallelToolCalls === false) {
    throw notSupported(target, "calling one tool at a time", "parallel_tool_calls");
  }
  const { effort, thinking } = wishes;
  if (effort !== undefined && effort !== "none" && !GOOGLE_LEVELS.includes(effort)) {
    refuse(target, effort, effortField(wishes));
  }
  const config = defined({
    thinkingLevel: effort === "none" ? undefined : effort,
    thinkingBudget: effort === "none" || thinking?.type === "disabled" ? 0 : budgetOf(thinking),
    // Who asks Anthropic's models to think sees their thoughts.
    includeThoughts: thinking === undefined || thinking.type === "disabled" ? undefined : true,
  });
  return Object.keys(config).length === 0 ? {} : { thinkingConfig: config };
}

function budgetOf(thinking: Thinking | undefined): number | undefined {
  return thinking?.type === "enabled" ? thinking.budget : undefined;
}

function forMistral(target: Target, wishes: Wishes): JSONObject {
  refuse(target, wishes.verbosity, "verbosity");
  if (wishes.thinking?.type === "enabled") throw notSupported(target, "a budget for thinking", "thinking");
  const { effort } = wishes;
  if (effort !== undefined && effort !== "high" && effort !== "none") {
    refuse(target, effort, effortField(wishes));
  }
  return defined({
    parallelToolCalls: wishes.parallelToolCalls,
    reasoningEffort: effort,
    strictJsonSchema: wishes.strictSchema,
  });
}
