import type { GateSettings } from "@/lib/core/gate-settings";
import type { ProviderKind } from "@/lib/providers/provider";
import type { Draft } from "../draft";
import { editsOfFields, promptVerdict, responseFormatOf } from "../gate-fields";
import type { Edits } from "./format";

const SYSTEM_ROLES: readonly unknown[] = ["system", "developer"];

/**
 * What a gate puts into a request of the Responses API and takes out of it. Its system prompt goes into `instructions`, its
 * response format into `text.format`.
 */
export function responsesGateEdits(
  { json }: Draft,
  gate: GateSettings,
  _kind: ProviderKind,
  locked: string[],
): Edits {
  const rules = [
    { field: "temperature", names: ["temperature"], value: gate.temperature },
    { field: "topP", names: ["top_p"], value: gate.topP },
    { field: "maxTokens", names: ["max_output_tokens"], value: gate.maxTokens },
  ] as const;
  return {
    ...editsOfFields(json, gate, rules, locked),
    ...formatEdits(json, gate, locked),
    ...promptEdits(json, gate, locked),
  };
}

function formatEdits(json: Record<string, unknown>, gate: GateSettings, locked: string[]): Edits {
  const text = typeof json.text === "object" && json.text !== null ? json.text : {};
  const given = { "text.format": "format" in text ? text.format : undefined };
  const value = flatFormat(responseFormatOf(gate));
  const edits = editsOfFields(
    given,
    gate,
    [{ field: "responseFormat", names: ["text.format"], value }],
    locked,
  );
  if (!("text.format" in edits)) return {};
  const { format: _, ...rest } = text as { format?: unknown };
  return { text: JSON.stringify(value === null ? rest : { ...rest, format: value }) };
}

/** Chat wraps the schema once more than the Responses API does. */
function flatFormat(format: Record<string, unknown> | null): Record<string, unknown> | null {
  const schema = format?.json_schema;
  return typeof schema === "object" && schema !== null ? { type: "json_schema", ...schema } : format;
}

function promptEdits(json: Record<string, unknown>, gate: GateSettings, locked: string[]): Edits {
  const { instructions, input, prompt } = json;
  const own = typeof instructions === "string" && instructions !== "" ? instructions : null;
  const items: unknown[] = Array.isArray(input) ? input : [];
  const others = items.filter((item) => !SYSTEM_ROLES.includes((item as { role?: unknown } | null)?.role));
  const isStored = prompt !== undefined && prompt !== null;
  const hasOwn = own !== null || others.length < items.length || isStored;
  const { keepsOwn, addsGates } = promptVerdict(gate, hasOwn);
  if (!addsGates) return {};
  const gates = gate.systemPrompt ?? "";
  if (keepsOwn) return { instructions: JSON.stringify(own === null ? gates : `${gates}\n\n${own}`) };
  const edits: Edits = { instructions: JSON.stringify(gates) };
  if (own !== null && own !== gates) locked.push("instructions");
  if (others.length < items.length) {
    edits.input = JSON.stringify(others);
    locked.push("input");
  }
  // A prompt that is stored with the provider brings instructions of its own.
  if (isStored) {
    edits.prompt = undefined;
    locked.push("prompt");
  }
  return edits;
}
