import type { LanguageModelV3CallOptions, LanguageModelV3FunctionTool } from "@ai-sdk/provider";
import { fieldFault } from "../formats/read-fields";
import { readAnthropicMessages } from "./anthropic-messages";
import { cacheHint } from "./cache-hint";
import {
  defined,
  flagAt,
  isAbsent,
  type Json,
  listAt,
  objectAt,
  optional,
  textAt,
  wholeNumberAt,
} from "./json-fields";
import { refuseUnknown } from "./left-out";
import { providerOptions, type Thinking } from "./provider-options";
import { parallelCalls, readSampling } from "./settings";
import { notSupported, type Target } from "./target";

const READ: readonly string[] = [
  "messages",
  "system",
  "max_tokens",
  "temperature",
  "top_p",
  "top_k",
  "stop_sequences",
  "tools",
  "tool_choice",
  "metadata",
  "thinking",
  "output_config",
  "output_format",
];

/**
 * Reads a call of Anthropic's Messages API (docs.anthropic.com/en/api/messages) as what the AI SDK is asked. Throws
 * invalid_field for what is wrong, feature_not_supported for what the provider cannot do; nothing is silently left out.
 */
export function readAnthropicAsk(target: Target, json: Json): LanguageModelV3CallOptions {
  refuseUnknown(target, "messages", json, READ);
  const tools = optional(json, "tools", listAt)?.map((tool, place) =>
    readTool(target, tool, `tools.${place}`),
  );
  const choice = optional(json, "tool_choice", objectAt) ?? {};
  const thinking = readThinking(target, json);
  const { effort, format } = readOutput(target, json);
  return {
    prompt: readAnthropicMessages(target, json),
    ...readSampling(json, target),
    maxOutputTokens: answerTokens(json, target, thinking),
    ...defined({
      tools,
      toolChoice: readToolChoice(target, choice, tools ?? []),
      responseFormat: readSchema(target, format),
    }),
    providerOptions: providerOptions(target, {
      parallelToolCalls: tools?.length
        ? parallelCalls(choice, "disable_parallel_tool_use", true, "tool_choice.")
        : undefined,
      userId: optional(optional(json, "metadata", objectAt) ?? {}, "user_id", textAt, "metadata."),
      thinking,
      effort,
      effortField: "output_config.effort",
      strictSchema: format === undefined ? undefined : true,
    }),
  };
}

/** `max_tokens` counts thoughts and answer; the package for Anthropic counts the answer and adds the thoughts itself. */
function answerTokens(json: Json, target: Target, thinking: Thinking | undefined): number {
  const most = wholeNumberAt(json.max_tokens, "max_tokens", 1);
  if (target.family !== "anthropic" || thinking?.type !== "enabled") return most;
  if (thinking.budget >= most) throw fieldFault("thinking.budget_tokens", "must be less than max_tokens");
  return most - thinking.budget;
}

function readTool(target: Target, value: unknown, at: string): LanguageModelV3FunctionTool {
  const tool = objectAt(value, at);
  if (!isAbsent(tool.type) && tool.type !== "custom") {
    throw notSupported(target, `the tool "${textAt(tool.type, `${at}.type`)}"`, `${at}.type`);
  }
  for (const name of ["input_examples", "defer_loading", "allowed_callers"]) {
    if (!isAbsent(tool[name])) throw notSupported(target, `"${name}" of a tool`, `${at}.${name}`);
  }
  return {
    type: "function",
    name: textAt(tool.name, `${at}.name`),
    inputSchema: objectAt(tool.input_schema, `${at}.input_schema`),
    ...defined({
      description: optional(tool, "description", textAt, `${at}.`),
      strict: optional(tool, "strict", flagAt, `${at}.`),
    }),
    ...cacheHint(target, tool, at),
  };
}

function readToolChoice(
  target: Target,
  choice: Json,
  tools: readonly LanguageModelV3FunctionTool[],
): LanguageModelV3CallOptions["toolChoice"] {
  switch (choice.type) {
    case undefined:
      return undefined;
    case "auto":
    case "none":
      return { type: choice.type };
    case "any":
      if (tools.length === 0) throw fieldFault("tool_choice", "needs tools to choose from");
      return { type: "required" };
    case "tool": {
      const toolName = textAt(choice.name, "tool_choice.name");
      if (tools.some(({ name }) => name === toolName)) return { type: "tool", toolName };
      throw fieldFault("tool_choice.name", "names none of the tools");
    }
    default:
      throw notSupported(target, "this choice of tools", "tool_choice.type");
  }
}

function readThinking(target: Target, json: Json): Thinking | undefined {
  const thinking = optional(json, "thinking", objectAt);
  switch (thinking?.type) {
    case undefined:
      return undefined;
    case "disabled":
    case "adaptive":
      return { type: thinking.type };
    case "enabled": {
      const budget = wholeNumberAt(thinking.budget_tokens, "thinking.budget_tokens", 1);
      return { type: "enabled", budget };
    }
    default:
      throw notSupported(target, "this way of thinking", "thinking.type");
  }
}

/** `output_config`, and `output_format`, as the schema of an answer was given before. */
function readOutput(target: Target, json: Json): { effort: string | undefined; format: Json | undefined } {
  const config = optional(json, "output_config", objectAt) ?? {};
  for (const [name, value] of Object.entries(config)) {
    if (name === "effort" || name === "format" || isAbsent(value)) continue;
    throw notSupported(target, `"output_config.${name}"`, `output_config.${name}`);
  }
  return {
    effort: optional(config, "effort", textAt, "output_config."),
    format:
      optional(config, "format", objectAt, "output_config.") ?? optional(json, "output_format", objectAt),
  };
}

function readSchema(target: Target, format: Json | undefined): LanguageModelV3CallOptions["responseFormat"] {
  if (format === undefined) return undefined;
  if (format.type !== "json_schema")
    throw notSupported(target, "this format of answers", "output_config.format");
  return { type: "json", schema: objectAt(format.schema, "output_config.format.schema") };
}
