import { z } from "zod";
import {
  ANALYSIS_METHODS,
  type GateSettings,
  OVERRIDE_FIELDS,
  type OverrideField,
  REANALYSIS_PERIODS,
  RESPONSE_FORMATS,
  ROUTING_STRATEGIES,
  SYSTEM_PROMPT_MODES,
  TASK_SUBTYPES,
  TASK_TYPES,
} from "@/lib/core/gate-settings";
import { isStorableJson, isStorableText } from "./storable";

export const FALLBACKS_MAX = 10;
export const DESCRIPTION_MAX_CHARACTERS = 2_000;
export const SYSTEM_PROMPT_MAX_CHARACTERS = 100_000;
export const MAX_TOKENS_MAX = 10_000_000;
export const TAGS_MAX = 20;
export const TAG_MAX_CHARACTERS = 50;
export const TIMEOUT_MIN_MS = 100;
export const TIMEOUT_MAX_MS = 3_600_000;
export const WEIGHT_MAX = 1_000;
const OBJECT_MAX_BYTES = 64 * 1024;
const MODEL_ID = /^[\x21-\x7e](?:[\x20-\x7e]{0,298}[\x21-\x7e])?$/;
const OVERRIDES = OVERRIDE_FIELDS.join(", ");

const characters = (text: string) => [...text].length;

function text(field: string, most: number) {
  const said = `${field}: use text of at most ${most.toLocaleString("en-US")} characters, or null.`;
  return z
    .string({ error: said })
    .refine((given) => characters(given) <= most, { error: said })
    .refine(isStorableText, {
      error: `${field}: the text contains half of a character or a NUL. Remove it.`,
    });
}

function number(field: string, least: number, most: number) {
  const error = `${field}: use a number from ${least} to ${most}.`;
  return z.number({ error }).min(least, { error }).max(most, { error });
}

function whole(field: string, least: number, most: number) {
  const error = `${field}: use a whole number from ${least.toLocaleString("en-US")} to ${most.toLocaleString("en-US")}.`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}

function oneOf<const T extends readonly [string, ...string[]]>(field: string, values: T) {
  return z.enum(values, { error: `${field}: use one of ${values.join(", ")}.` });
}

function flag(field: string) {
  return z.boolean({ error: `${field}: use true or false.` });
}

function modelId(field: string) {
  const error = `${field}: use 1 to 300 printable ASCII characters without blanks around them, such as gpt-4o-mini.`;
  return z.string({ error }).regex(MODEL_ID, { error });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// Not `z.record`: it leaves out a name such as `__proto__` without a word, and a schema is kept whole or refused.
function jsonObject(field: string) {
  return z
    .unknown()
    .superRefine((value, issues) => {
      const refuse = (message: string) => issues.addIssue({ code: "custom", message });
      if (!isObject(value)) return refuse(`${field}: use a JSON object, or null.`);
      if (!isStorableJson(value))
        return refuse(`${field}: a text in it contains half of a character or a NUL.`);
      const bytes = new TextEncoder().encode(JSON.stringify(value)).byteLength;
      if (bytes > OBJECT_MAX_BYTES)
        refuse(`${field}: the object has ${bytes} bytes; at most 65,536 are kept.`);
    })
    .transform((value) => value as Record<string, unknown>)
    .meta({ type: "object" });
}

function weightsProblem(value: unknown): string | null {
  if (!isObject(value)) return "weights: use an object with a number for each model, or null.";
  for (const [model, weight] of Object.entries(value)) {
    if (!MODEL_ID.test(model)) return "weights: the names must be models of the gate.";
    if (typeof weight === "number" && weight >= 0 && weight <= WEIGHT_MAX) continue;
    return `weights: use a number from 0 to 1,000 for each model; "${model}" has another value.`;
  }
  return null;
}

const weights = z
  .unknown()
  .superRefine((value, issues) => {
    const message = weightsProblem(value);
    if (message !== null) issues.addIssue({ code: "custom", message });
  })
  .transform((value) => value as Record<string, number>)
  .meta({ type: "object", additionalProperties: { type: "number", minimum: 0, maximum: WEIGHT_MAX } });

const overrideList = z
  .array(z.enum(OVERRIDE_FIELDS))
  .transform(
    (fields): Partial<Record<OverrideField, boolean>> =>
      Object.fromEntries(fields.map((field) => [field, true])),
  );
const overrideMap = z
  .strictObject({
    model: z.boolean().optional(),
    temperature: z.boolean().optional(),
    maxTokens: z.boolean().optional(),
    topP: z.boolean().optional(),
    systemPrompt: z.boolean().optional(),
    responseFormat: z.boolean().optional(),
  })
  .meta({ id: "OverrideMap" });
const allowOverrides = z.union([z.boolean(), overrideList, overrideMap], {
  error: `allowOverrides: use true, false, a list of fields (${OVERRIDES}), or an object with true or false for each.`,
});

const tags = z
  .array(
    z
      .string({ error: "tags: use a list of texts." })
      .refine((tag) => tag.trim() !== "" && characters(tag) <= TAG_MAX_CHARACTERS, {
        error: `tags: each has 1 to ${TAG_MAX_CHARACTERS} characters.`,
      })
      .refine((tag) => isStorableText(tag) && !/\p{Cc}/u.test(tag), {
        error: "tags: a tag contains a control character or half of a character. Remove it.",
      }),
    { error: "tags: use a list of texts." },
  )
  .max(TAGS_MAX, { error: `tags: use at most ${TAGS_MAX}.` });

/** Every field of a gate's settings with what it takes. Who uses it says which may be left out. */
export const settingsFields = {
  description: text("description", DESCRIPTION_MAX_CHARACTERS).nullable(),
  taskType: oneOf("taskType", TASK_TYPES),
  taskSubtype: oneOf("taskSubtype", TASK_SUBTYPES).nullable(),
  model: modelId("model"),
  fallbackModels: z
    .array(modelId("fallbackModels"), { error: "fallbackModels: use a list of models." })
    .max(FALLBACKS_MAX, { error: `fallbackModels: use at most ${FALLBACKS_MAX}.` }),
  routingStrategy: oneOf("routingStrategy", ROUTING_STRATEGIES),
  weights: weights.nullable(),
  systemPrompt: text("systemPrompt", SYSTEM_PROMPT_MAX_CHARACTERS).nullable(),
  systemPromptMode: oneOf("systemPromptMode", SYSTEM_PROMPT_MODES),
  temperature: number("temperature", 0, 2).nullable(),
  maxTokens: whole("maxTokens", 1, MAX_TOKENS_MAX).nullable(),
  topP: number("topP", 0, 1).nullable(),
  responseFormatEnabled: flag("responseFormatEnabled"),
  responseFormatType: oneOf("responseFormatType", RESPONSE_FORMATS).nullable(),
  responseFormatSchema: jsonObject("responseFormatSchema").nullable(),
  allowOverrides,
  tags,
  timeoutMs: whole("timeoutMs", TIMEOUT_MIN_MS, TIMEOUT_MAX_MS).nullable(),
  costWeight: number("costWeight", 0, 1),
  latencyWeight: number("latencyWeight", 0, 1),
  qualityWeight: number("qualityWeight", 0, 1),
  analysisMethod: oneOf("analysisMethod", ANALYSIS_METHODS),
  taskAnalysis: jsonObject("taskAnalysis").nullable(),
  reanalysisPeriod: oneOf("reanalysisPeriod", REANALYSIS_PERIODS),
  autoApplyRecommendations: flag("autoApplyRecommendations"),
} satisfies { [Field in keyof GateSettings]: z.ZodType<GateSettings[Field]> };
