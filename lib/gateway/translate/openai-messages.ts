import type {
  LanguageModelV3Message,
  LanguageModelV3Prompt,
  LanguageModelV3ReasoningPart,
  LanguageModelV3ToolCallPart,
  LanguageModelV3ToolResultPart,
} from "@ai-sdk/provider";
import { fieldFault } from "../formats/read-fields";
import { isAbsent, type Json, listAt, objectAt, optional, textAt } from "./json-fields";
import { readTexts, readUserContent } from "./openai-parts";
import { promptOf, type SystemText } from "./system-prompt";
import { notSupported, type Target, takesThoughts } from "./target";
import { toolCallIdFor } from "./tool-call-id";

/** A conversation as it is read: the names of the tools that were called tell whose result a later message is. */
type Reading = { system: SystemText[]; messages: LanguageModelV3Message[]; toolNames: Map<string, string> };

/**
 * Reads the `messages` of a chat completion. Throws invalid_field with the place of the fault, and feature_not_supported
 * for what the provider cannot be told.
 */
export function readOpenAiMessages(target: Target, messages: unknown): LanguageModelV3Prompt {
  const reading: Reading = { system: [], messages: [], toolNames: new Map() };
  for (const [place, value] of listAt(messages, "messages").entries()) {
    const at = `messages.${place}`;
    readMessage(target, objectAt(value, at), at, reading);
  }
  return promptOf(target.family, reading.system, reading.messages);
}

function readMessage(target: Target, message: Json, at: string, reading: Reading): void {
  switch (message.role) {
    case "system":
    case "developer":
      refuseName(target, message, at);
      for (const { text, providerOptions } of readTexts(target, message.content, `${at}.content`)) {
        reading.system.push(providerOptions === undefined ? { text } : { text, providerOptions });
      }
      return;
    case "user":
      refuseName(target, message, at);
      reading.messages.push({
        role: "user",
        content: readUserContent(target, message.content, `${at}.content`),
      });
      return;
    case "assistant":
      reading.messages.push(readAssistant(target, message, at, reading.toolNames));
      return;
    case "tool":
      addResult(reading, readResult(target, message, at, reading.toolNames));
      return;
    default:
      throw fieldFault(`${at}.role`, "must be system, developer, user, assistant or tool");
  }
}

function refuseName(target: Target, message: Json, at: string): void {
  if (isAbsent(message.name)) return;
  throw notSupported(target, "the name of who speaks in a message", `${at}.name`);
}

/** Results of calls that were made together belong into one message. */
function addResult(reading: Reading, result: LanguageModelV3ToolResultPart): void {
  const last = reading.messages.at(-1);
  if (last?.role === "tool") last.content.push(result);
  else reading.messages.push({ role: "tool", content: [result] });
}

function readAssistant(
  target: Target,
  message: Json,
  at: string,
  toolNames: Map<string, string>,
): Extract<LanguageModelV3Message, { role: "assistant" }> {
  refuseName(target, message, at);
  for (const name of ["audio", "function_call", "images"]) {
    if (!isAbsent(message[name])) {
      throw notSupported(target, `"${name}" in an assistant's message`, `${at}.${name}`);
    }
  }
  const thoughts = optional(message, "reasoning_content", textAt, `${at}.`);
  const content = isAbsent(message.content) ? message.refusal : message.content;
  return {
    role: "assistant",
    content: [
      ...(thoughts === undefined || !takesThoughts(target) ? [] : [reasoningOf(thoughts)]),
      ...(isAbsent(content) || content === "" ? [] : readTexts(target, content, `${at}.content`)),
      ...(optional(message, "tool_calls", listAt, `${at}.`) ?? []).map((value, place) =>
        readToolCall(target, value, `${at}.tool_calls.${place}`, toolNames),
      ),
    ],
  };
}

function reasoningOf(text: string): LanguageModelV3ReasoningPart {
  return { type: "reasoning", text };
}

function readToolCall(
  target: Target,
  value: unknown,
  at: string,
  toolNames: Map<string, string>,
): LanguageModelV3ToolCallPart {
  const call = objectAt(value, at);
  if (!isAbsent(call.type) && call.type !== "function") {
    throw notSupported(target, `a tool call of the type "${textAt(call.type, `${at}.type`)}"`, `${at}.type`);
  }
  const id = textAt(call.id, `${at}.id`);
  const asked = objectAt(call.function, `${at}.function`);
  const toolName = textAt(asked.name, `${at}.function.name`);
  toolNames.set(id, toolName);
  const signature = thoughtSignatureOf(call);
  return {
    type: "tool-call",
    toolCallId: toolCallIdFor(target.family, id),
    toolName,
    input: readArguments(textAt(asked.arguments, `${at}.function.arguments`), `${at}.function.arguments`),
    ...(signature === null ? {} : { providerOptions: { google: { thoughtSignature: signature } } }),
  };
}

function readArguments(text: string, at: string): unknown {
  if (text.trim() === "") return {};
  try {
    return objectAt(JSON.parse(text), at);
  } catch {
    throw fieldFault(at, "must be a JSON object, written as a text");
  }
}

/** Gemini's signature of a call, where Google's own OpenAI-compatible API puts it (ai.google.dev/gemini-api/docs/openai). */
function thoughtSignatureOf(call: Json): string | null {
  const extra = call.extra_content as { google?: { thought_signature?: unknown } | null } | null | undefined;
  const signature = extra?.google?.thought_signature;
  return typeof signature === "string" ? signature : null;
}

function readResult(
  target: Target,
  message: Json,
  at: string,
  toolNames: Map<string, string>,
): LanguageModelV3ToolResultPart {
  const id = textAt(message.tool_call_id, `${at}.tool_call_id`);
  const toolName = toolNames.get(id);
  if (toolName === undefined)
    throw fieldFault(`${at}.tool_call_id`, "names no tool call of an earlier message");
  const texts = readTexts(target, message.content, `${at}.content`);
  return {
    type: "tool-result",
    toolCallId: toolCallIdFor(target.family, id),
    toolName,
    output: { type: "text", value: texts.map(({ text }) => text).join("") },
  };
}
