import type { GateSettings } from "@/lib/core/gate-settings";
import { type Draft, rawMember } from "../draft";
import { editsOfFields, promptVerdict, responseFormatOf } from "../gate-fields";
import { readUsage } from "../openai-usage";
import { tierBesideList } from "../service-tier";
import { StreamMeter } from "../stream-meter";
import type { ClientFormat, Edits } from "./format";
import { openAiErrors } from "./openai-format";
import { checkMessages, fieldFault, readStreamFlag } from "./read-fields";

/** OpenAI's chat completions (platform.openai.com/docs/api-reference/chat). */
export const chatCompletions: ClientFormat = {
  wire: "chat/completions",
  taskType: "chat",
  translates: true,
  outputFields: ["max_completion_tokens", "max_tokens"],
  limitOutput: (tokens, kind) => ({
    max_tokens: undefined,
    max_completion_tokens: undefined,
    [kind.maxTokensField]: String(tokens),
  }),
  ...openAiErrors,
  readFacts(json) {
    checkMessages(json.messages);
    return { stream: readStreamFlag(json), wantsUsage: includesUsage(json.stream_options) };
  },
  gateEdits(draft, gate, kind, locked) {
    const { json } = draft;
    const length =
      kind.maxTokensField === "max_tokens"
        ? (["max_tokens", "max_completion_tokens"] as const)
        : (["max_completion_tokens", "max_tokens"] as const);
    const rules = [
      { field: "temperature", names: ["temperature"], value: gate.temperature },
      { field: "topP", names: ["top_p"], value: gate.topP },
      { field: "maxTokens", names: length, value: gate.maxTokens },
      { field: "responseFormat", names: ["response_format"], value: responseFormatOf(gate) },
    ] as const;
    return { ...editsOfFields(json, gate, rules, locked), ...promptEdits(draft, gate, locked) };
  },
  meterEdits(json, { stream, wantsUsage }): Edits {
    if (!stream || wantsUsage) return {};
    const options = { ...(json.stream_options as object | null), include_usage: true };
    return { stream_options: JSON.stringify(options) };
  },
  readUsage: (answer) => ({ ...readUsage(answer.usage), tier: tierBesideList(answer.service_tier) }),
  meter: ({ wantsUsage }) => new StreamMeter(wantsUsage),
};

const SYSTEM_ROLES: readonly unknown[] = ["system", "developer"];

function promptEdits(draft: Draft, gate: GateSettings, locked: string[]): Edits {
  const messages = draft.json.messages as Array<{ role: unknown }>;
  const others = messages.filter(({ role }) => !SYSTEM_ROLES.includes(role));
  const hasOwn = others.length < messages.length;
  const { keepsOwn, addsGates } = promptVerdict(gate, hasOwn);
  if (!addsGates) return {};
  const prompt = JSON.stringify({ role: "system", content: gate.systemPrompt });
  // What the client sent keeps its bytes.
  if (keepsOwn) return { messages: `[${prompt},${rawMember(draft, "messages").slice(1)}` };
  locked.push("messages");
  return { messages: `[${[prompt, ...others.map((message) => JSON.stringify(message))].join(",")}]` };
}

function includesUsage(options: unknown): boolean {
  if (options === undefined || options === null) return false;
  if (typeof options !== "object") throw fieldFault("stream_options", "must be an object");
  return "include_usage" in options && options.include_usage === true;
}
