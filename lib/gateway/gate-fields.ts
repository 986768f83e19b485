import type { GateSettings, OverrideField } from "@/lib/core/gate-settings";
import type { Edits } from "./formats/format";

/** A field of a gate with the members of a request that mean the same. */
export type FieldRule = {
  field: OverrideField;
  /** The first is the one a default is written to. */
  names: readonly [string, ...string[]];
  /** The gate's value; null when it has none. */
  value: unknown;
};

/** True when a gate lets a request replace this field. */
export function allowsOverride(gate: GateSettings, field: OverrideField): boolean {
  const { allowOverrides } = gate;
  return typeof allowOverrides === "boolean" ? allowOverrides : allowOverrides[field] === true;
}

/**
 * What a gate's values make of a request: a default where the request says nothing, the gate's value (or none) where the
 * request may not choose. Fields that the request did not get are added to `locked` by the name the client used.
 */
export function editsOfFields(
  json: Record<string, unknown>,
  gate: GateSettings,
  rules: readonly FieldRule[],
  locked: string[],
): Edits {
  const edits: Edits = {};
  for (const { field, names, value } of rules) {
    const given = names.filter((name) => json[name] !== undefined && json[name] !== null);
    if (given.length === 0) {
      if (value !== null) edits[names[0]] = JSON.stringify(value);
    } else if (!allowsOverride(gate, field)) {
      const text = JSON.stringify(value);
      if (given.every((name) => JSON.stringify(json[name]) === text)) continue;
      for (const name of given) edits[name] = undefined;
      if (value !== null) edits[names[0]] = text;
      locked.push(...given);
    }
  }
  return edits;
}

/** What becomes of a request's own system prompt, and whether the gate's goes in front. */
export type PromptVerdict = { keepsOwn: boolean; addsGates: boolean };

/** Whose system prompt counts. A gate without one has nothing to lock. */
export function promptVerdict(gate: GateSettings, hasOwn: boolean): PromptVerdict {
  if (gate.systemPrompt === null || gate.systemPrompt === "") return { keepsOwn: true, addsGates: false };
  if (hasOwn && !allowsOverride(gate, "systemPrompt")) return { keepsOwn: false, addsGates: true };
  return { keepsOwn: true, addsGates: !hasOwn || gate.systemPromptMode === "prepend" };
}

/** The response format a gate asks for, in OpenAI's words; null when it asks for none. */
export function responseFormatOf(gate: GateSettings): Record<string, unknown> | null {
  if (!gate.responseFormatEnabled || gate.responseFormatType === null) return null;
  if (gate.responseFormatType !== "json_schema") return { type: gate.responseFormatType };
  const schema = gate.responseFormatSchema;
  if (schema === null) return null;
  // Given with OpenAI's wrapper, or as the bare JSON schema.
  if (schema.type === "json_schema" && "json_schema" in schema) return schema;
  return { type: "json_schema", json_schema: { name: "answer", schema } };
}
