import type {
  LanguageModelV3Message,
  LanguageModelV3Prompt,
  LanguageModelV3ReasoningPart,
  LanguageModelV3ToolResultPart,
} from "@ai-sdk/provider";
import { fieldFault } from "../formats/read-fields";
import { blocksOf, mediaBlock, resultOutput, textBlock, unknownBlock } from "./anthropic-parts";
import { cacheHint } from "./cache-hint";
import { isAbsent, type Json, listAt, objectAt, textAt } from "./json-fields";
import { promptOf, type SystemText } from "./system-prompt";
import { type Target, takesThoughts } from "./target";
import { toolCallIdFor } from "./tool-call-id";

type AssistantContent = Extract<LanguageModelV3Message, { role: "assistant" }>["content"];
type UserContent = Extract<LanguageModelV3Message, { role: "user" }>["content"];
type Reading = { system: SystemText[]; messages: LanguageModelV3Message[]; toolNames: Map<string, string> };

/**
 * Reads `system` and `messages` of a call of Anthropic's Messages API. Throws invalid_field with the place of the fault,
 * and feature_not_supported for what the provider cannot be told.
 */
export function readAnthropicMessages(target: Target, json: Json): LanguageModelV3Prompt {
  const reading: Reading = { system: [], messages: [], toolNames: new Map() };
  if (!isAbsent(json.system)) addSystem(target, json.system, "system", reading);
  for (const [place, value] of listAt(json.messages, "messages").entries()) {
    const at = `messages.${place}`;
    const { role, content } = objectAt(value, at);
    if (role === "user") addUser(target, content, `${at}.content`, reading);
    else if (role === "assistant") addAssistant(target, content, `${at}.content`, reading);
    else if (role === "system") addSystem(target, content, `${at}.content`, reading);
    else throw fieldFault(`${at}.role`, "must be user, assistant or system");
  }
  return promptOf(target.family, reading.system, reading.messages);
}

function addSystem(target: Target, content: unknown, at: string, reading: Reading): void {
  for (const { block, at: within } of blocksOf(content, at)) {
    if (block.type !== "text") throw unknownBlock(target, block, within);
    const { type: _type, ...text } = textBlock(target, block, within);
    reading.system.push(text);
  }
}

function addUser(target: Target, content: unknown, at: string, reading: Reading): void {
  const results: LanguageModelV3ToolResultPart[] = [];
  const said: UserContent = [];
  for (const { block, at: within } of blocksOf(content, at)) {
    switch (block.type) {
      case "text":
        said.push(textBlock(target, block, within));
        break;
      case "image":
      case "document":
        said.push(mediaBlock(target, block, within));
        break;
      case "tool_result":
        results.push(readResult(target, block, within, reading.toolNames));
        break;
      default:
        throw unknownBlock(target, block, within);
    }
  }
  // Every provider wants the results right behind the calls, as Anthropic does.
  if (results.length > 0) reading.messages.push({ role: "tool", content: results });
  if (said.length > 0) reading.messages.push({ role: "user", content: said });
}

function readResult(
  target: Target,
  block: Json,
  at: string,
  toolNames: Map<string, string>,
): LanguageModelV3ToolResultPart {
  const id = textAt(block.tool_use_id, `${at}.tool_use_id`);
  const toolName = toolNames.get(id);
  if (toolName === undefined)
    throw fieldFault(`${at}.tool_use_id`, "names no tool_use of an earlier message");
  return {
    type: "tool-result",
    toolCallId: toolCallIdFor(target.family, id),
    toolName,
    output: resultOutput(target, block, at),
    ...cacheHint(target, block, at),
  };
}

function addAssistant(target: Target, content: unknown, at: string, reading: Reading): void {
  const said: AssistantContent = [];
  for (const { block, at: within } of blocksOf(content, at)) {
    switch (block.type) {
      case "text":
        said.push(textBlock(target, block, within));
        break;
      case "thinking":
      case "redacted_thinking":
        said.push(...readThoughts(target, block, within));
        break;
      case "tool_use":
        said.push(readToolUse(target, block, within, reading.toolNames));
        break;
      default:
        throw unknownBlock(target, block, within);
    }
  }
  reading.messages.push({ role: "assistant", content: said });
}

function readToolUse(
  target: Target,
  block: Json,
  at: string,
  toolNames: Map<string, string>,
): AssistantContent[number] {
  const id = textAt(block.id, `${at}.id`);
  const toolName = textAt(block.name, `${at}.name`);
  toolNames.set(id, toolName);
  return {
    type: "tool-call",
    toolCallId: toolCallIdFor(target.family, id),
    toolName,
    input: objectAt(block.input, `${at}.input`),
    ...cacheHint(target, block, at),
  };
}

/**
 * An assistant's earlier thoughts, for those who take them back: Anthropic with the signature it gave, others as a text.
 * Elsewhere they are no part of a conversation, and the model thinks anew.
 */
function readThoughts(target: Target, block: Json, at: string): LanguageModelV3ReasoningPart[] {
  if (block.type === "redacted_thinking") {
    const redactedData = textAt(block.data, `${at}.data`);
    if (target.family !== "anthropic") return [];
    return [{ type: "reasoning", text: "", providerOptions: { anthropic: { redactedData } } }];
  }
  const text = textAt(block.thinking, `${at}.thinking`);
  if (target.family === "anthropic") {
    const { signature } = block;
    if (typeof signature !== "string" || signature === "") return [];
    return [{ type: "reasoning", text, providerOptions: { anthropic: { signature } } }];
  }
  return takesThoughts(target) && text !== "" ? [{ type: "reasoning", text }] : [];
}
