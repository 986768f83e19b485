import fc from "fast-check";
import {
  ANALYSIS_METHODS,
  type GateSettings,
  OVERRIDE_FIELDS,
  REANALYSIS_PERIODS,
  ROUTING_STRATEGIES,
  SYSTEM_PROMPT_MODES,
  TASK_SUBTYPES,
  TASK_TYPES,
} from "@/lib/core/gate-settings";

const MODELS = ["sandbox/echo", "openai/gpt-4o", "anthropic/claude-haiku-4-5", "google/gemini-2.5-flash"];

const text = fc
  .string({
    unit: fc.constantFrom(
      "a",
      "Z",
      "0",
      " ",
      "\n",
      "\r",
      "\t",
      "é",
      "🔑",
      ":",
      "#",
      "-",
      "'",
      '"',
      "\\",
      "|",
      "\u2028",
      "\u0085",
      "\u0001",
    ),
  })
  .filter((made) => made.isWellFormed());
const orNull = <T>(made: fc.Arbitrary<T>) => fc.option(made, { nil: null });
const share = fc.double({ min: 0, max: 1, noNaN: true }).map((made) => made + 0);
const json = fc.dictionary(
  text,
  fc.oneof(
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.integer()),
    fc.dictionary(text, text),
  ),
);

/** Any settings that a gate can be saved with, on models that every instance knows. */
export const anyGateSettings: fc.Arbitrary<GateSettings> = fc
  .record({
    description: orNull(text),
    taskType: fc.constantFrom(...TASK_TYPES),
    taskSubtype: orNull(fc.constantFrom(...TASK_SUBTYPES)),
    models: fc.shuffledSubarray(MODELS, { minLength: 1 }),
    routingStrategy: fc.constantFrom(...ROUTING_STRATEGIES),
    shares: fc.array(fc.double({ min: 0, max: 1_000, noNaN: true }), { minLength: 4, maxLength: 4 }),
    systemPrompt: orNull(text),
    systemPromptMode: fc.constantFrom(...SYSTEM_PROMPT_MODES),
    temperature: orNull(fc.double({ min: 0, max: 2, noNaN: true })),
    maxTokens: orNull(fc.integer({ min: 1, max: 10_000_000 })),
    topP: orNull(share),
    format: fc.constantFrom("none" as const, "text" as const, "json_object" as const, "json_schema" as const),
    schema: json,
    responseFormatEnabled: fc.boolean(),
    allowOverrides: fc.oneof(
      fc.boolean(),
      fc.dictionary(fc.constantFrom(...OVERRIDE_FIELDS), fc.boolean(), { noNullPrototype: true }),
    ),
    tags: fc.array(fc.constantFrom("a", "b c", "été", "openclaw"), { maxLength: 4 }),
    timeoutMs: orNull(fc.integer({ min: 100, max: 3_600_000 })),
    costWeight: share,
    latencyWeight: share,
    qualityWeight: share,
    analysisMethod: fc.constantFrom(...ANALYSIS_METHODS),
    taskAnalysis: orNull(json),
    reanalysisPeriod: fc.constantFrom(...REANALYSIS_PERIODS),
    autoApplyRecommendations: fc.boolean(),
  })
  .map(({ models: [model = "sandbox/echo", ...fallbackModels], shares, format, schema, ...rest }) => ({
    ...rest,
    model,
    fallbackModels,
    weights:
      rest.routingStrategy === "weighted"
        ? Object.fromEntries(
            [model, ...fallbackModels].map((name, at) => [name, at === 0 ? 1 : (shares[at] ?? 0)]),
          )
        : null,
    responseFormatEnabled: rest.responseFormatEnabled && format !== "none",
    responseFormatType: format === "none" ? null : format,
    responseFormatSchema: format === "json_schema" ? schema : null,
  }));
