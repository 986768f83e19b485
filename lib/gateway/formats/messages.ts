import type { GateSettings } from "@/lib/core/gate-settings";
import { anthropicError, anthropicErrorEvent } from "../anthropic-error";
import { AnthropicMeter } from "../anthropic-meter";
import { readAnthropicUsage } from "../anthropic-usage";
import { type Draft, rawMember } from "../draft";
import { editsOfFields, promptVerdict, responseFormatOf } from "../gate-fields";
import type { ClientFormat, Edits } from "./format";
import { checkMessages, readStreamFlag } from "./read-fields";

/** Anthropic's Messages API (docs.anthropic.com/en/api/messages). */
export const messages: ClientFormat = {
  wire: "messages",
  taskType: "chat",
  translates: true,
  outputFields: ["max_tokens"],
  limitOutput: (tokens) => ({ max_tokens: String(tokens) }),
  passesHeaders: ["anthropic-version", "anthropic-beta"],
  readFacts(json) {
    checkMessages(json.messages);
    return { stream: readStreamFlag(json), wantsUsage: true };
  },
  gateEdits(draft, gate, _kind, locked) {
    // The format demands a length, so that a gate without one leaves the request's.
    const length = { field: "maxTokens", names: ["max_tokens"], value: gate.maxTokens } as const;
    const rules = [
      ...(gate.maxTokens === null ? [] : [length]),
      { field: "temperature", names: ["temperature"], value: gate.temperature },
      { field: "topP", names: ["top_p"], value: gate.topP },
      { field: "responseFormat", names: ["output_config", "output_format"], value: outputConfigOf(gate) },
    ] as const;
    return { ...editsOfFields(draft.json, gate, rules, locked), ...systemEdits(draft, gate, locked) };
  },
  meterEdits: () => ({}),
  readUsage: (answer) => readAnthropicUsage(answer.usage),
  meter: () => new AnthropicMeter(),
  errorText: (error, requestId, appUrl) => JSON.stringify(anthropicError(error, requestId, appUrl)),
  errorEvent: anthropicErrorEvent,
};

/** A gate's JSON schema in Anthropic's words; null when the gate asks for none. */
function outputConfigOf(gate: GateSettings): object | null {
  const format = responseFormatOf(gate);
  if (format?.type !== "json_schema") return null;
  const { schema } = format.json_schema as { schema?: unknown };
  return { format: { type: "json_schema", schema } };
}

function systemEdits(draft: Draft, gate: GateSettings, locked: string[]): Edits {
  const { system } = draft.json;
  const said = draft.json.messages as Array<{ role: unknown }>;
  // A message may be one of the system's too, wherever it stands.
  const others = said.filter(({ role }) => role !== "system");
  const isInMessages = others.length < said.length;
  const isInSystem = (typeof system === "string" || Array.isArray(system)) && system.length > 0;
  const { keepsOwn, addsGates } = promptVerdict(gate, isInSystem || isInMessages);
  if (!addsGates) return {};
  if (!keepsOwn) {
    if (isInSystem) locked.push("system");
    if (isInMessages) locked.push("messages");
    const rest = isInMessages ? { messages: JSON.stringify(others) } : {};
    return { system: JSON.stringify(gate.systemPrompt), ...rest };
  }
  if (!isInSystem) return { system: JSON.stringify(gate.systemPrompt) };
  if (typeof system === "string") return { system: JSON.stringify(`${gate.systemPrompt}\n\n${system}`) };
  const first = JSON.stringify({ type: "text", text: gate.systemPrompt });
  return { system: `[${first},${rawMember(draft, "system").slice(1)}` };
}
