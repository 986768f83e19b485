import type { LanguageModelV3CallOptions, LanguageModelV3FunctionTool } from "@ai-sdk/provider";
import { fieldFault } from "../formats/read-fields";
import { defined, flagAt, isAbsent, type Json, listAt, objectAt, optional, textAt } from "./json-fields";
import { refuseUnknown } from "./left-out";
import { readOpenAiMessages } from "./openai-messages";
import { providerOptions } from "./provider-options";
import { parallelCalls, readSampling, SAMPLING_FIELDS } from "./settings";
import { notSupported, type Target } from "./target";

const READ: readonly string[] = [
  ...SAMPLING_FIELDS,
  "messages",
  "tools",
  "tool_choice",
  "response_format",
  "parallel_tool_calls",
  "reasoning_effort",
  "verbosity",
  "user",
];

/**
 * Reads a chat completion (platform.openai.com/docs/api-reference/chat/create) as what the AI SDK is asked. Throws
 * invalid_field for what is wrong, feature_not_supported for what the provider cannot do; nothing is silently left out.
 */
export function readOpenAiAsk(target: Target, json: Json): LanguageModelV3CallOptions {
  refuseUnknown(target, "chat/completions", json, READ);
  const tools = optional(json, "tools", listAt)?.map((tool, place) =>
    readTool(target, tool, `tools.${place}`),
  );
  const { responseFormat, strictSchema } = readResponseFormat(target, json);
  return {
    prompt: readOpenAiMessages(target, json.messages),
    ...readSampling(json, target),
    ...defined({ tools, toolChoice: readToolChoice(target, json, tools ?? []), responseFormat }),
    providerOptions: providerOptions(target, {
      parallelToolCalls: tools?.length ? parallelCalls(json, "parallel_tool_calls", false) : undefined,
      effort: optional(json, "reasoning_effort", textAt),
      verbosity: optional(json, "verbosity", textAt),
      userId: optional(json, "user", textAt),
      strictSchema,
    }),
  };
}

function readTool(target: Target, value: unknown, at: string): LanguageModelV3FunctionTool {
  const tool = objectAt(value, at);
  const type = textAt(tool.type, `${at}.type`);
  if (type !== "function") throw notSupported(target, `a tool of the type "${type}"`, `${at}.type`);
  const described = objectAt(tool.function, `${at}.function`);
  const within = `${at}.function.`;
  return {
    type: "function",
    name: textAt(described.name, `${within}name`),
    inputSchema: optional(described, "parameters", objectAt, within) ?? { type: "object", properties: {} },
    ...defined({
      description: optional(described, "description", textAt, within),
      strict: optional(described, "strict", flagAt, within),
    }),
  };
}

function readToolChoice(
  target: Target,
  { tool_choice: choice }: Json,
  tools: readonly LanguageModelV3FunctionTool[],
): LanguageModelV3CallOptions["toolChoice"] {
  if (isAbsent(choice)) return undefined;
  if (choice === "required" && tools.length === 0)
    throw fieldFault("tool_choice", "needs tools to choose from");
  if (choice === "auto" || choice === "none" || choice === "required") return { type: choice };
  const { type, function: chosen } = objectAt(choice, "tool_choice");
  if (type !== "function") throw notSupported(target, "this choice of tools", "tool_choice");
  const toolName = textAt(objectAt(chosen, "tool_choice.function").name, "tool_choice.function.name");
  if (!tools.some(({ name }) => name === toolName)) {
    throw fieldFault("tool_choice.function.name", "names none of the tools");
  }
  return { type: "tool", toolName };
}

type AnswerFormat = {
  responseFormat?: LanguageModelV3CallOptions["responseFormat"];
  strictSchema?: boolean;
};

function readResponseFormat(target: Target, { response_format: given }: Json): AnswerFormat {
  if (isAbsent(given)) return {};
  const format = objectAt(given, "response_format");
  switch (format.type) {
    case "text":
      return {};
    case "json_object":
      if (target.family === "anthropic") {
        throw notSupported(target, "JSON without a schema; send a json_schema", "response_format");
      }
      return { responseFormat: { type: "json" } };
    case "json_schema":
      return readSchema(objectAt(format.json_schema, "response_format.json_schema"));
    default:
      throw notSupported(target, "this response format", "response_format.type");
  }
}

function readSchema(described: Json): AnswerFormat {
  const within = "response_format.json_schema.";
  return {
    responseFormat: {
      type: "json",
      schema: objectAt(described.schema, `${within}schema`),
      ...defined({
        name: optional(described, "name", textAt, within),
        description: optional(described, "description", textAt, within),
      }),
    },
    strictSchema: optional(described, "strict", flagAt, within) ?? false,
  };
}
