import { z } from "zod";
import { DEFAULT_GATE_SETTINGS } from "@/lib/core/gate-settings";
import { MODEL_TASKS } from "@/lib/models/contract";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { exampleSuggestion, suggestionFor, wireSuggestion } from "./wire";

/** A weight as a number or as text, which older clients send. */
function weight(field: "costWeight" | "latencyWeight" | "qualityWeight") {
  const error = `${field}: use a number from 0 to 1.`;
  return z
    .union([z.number(), z.string().regex(/^\d(\.\d+)?$/, { error })], { error })
    .transform(Number)
    .pipe(z.number({ error }).min(0, { error }).max(1, { error }))
    .default(DEFAULT_GATE_SETTINGS[field]);
}

const description = "description: say in 1 to 2000 characters what the gate is for.";
const body = z.strictObject({
  description: z.string({ error: description }).trim().min(1, { error: description }).max(2_000, {
    error: description,
  }),
  taskType: z
    .enum(MODEL_TASKS, { error: `taskType: use one of ${MODEL_TASKS.join(", ")}.` })
    .optional()
    .meta({ description: "Taken from the words of the description when it is not given." }),
  costWeight: weight("costWeight"),
  latencyWeight: weight("latencyWeight"),
  qualityWeight: weight("qualityWeight"),
  availableProviders: z
    .array(z.string({ error: "availableProviders: use a list of provider names." }), {
      error: "availableProviders: use a list of provider names.",
    })
    .min(1, { error: "availableProviders: name at least one provider, or leave the field out." })
    .max(50, { error: "availableProviders: name at most 50 providers." })
    .optional()
    .meta({ description: "Only models of these providers, by the name before the slash." }),
});

const suggestEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/gates/suggestions",
  operationId: "suggestModels",
  tag: "Gates",
  summary: "Suggest models for a purpose",
  description:
    "Compares the current models for the task by their price and by the tier that their makers sell them as. No model is " +
    "asked and nothing is charged: the same question has the same answer, and `reasoning` shows the arithmetic. Models that " +
    "can be reached now come first.",
  auth: true,
  resource: "gates",
  body,
  bodyExample: { description: "Answer questions of customers about their orders", costWeight: 0.5 },
  responses: { 200: { description: "The suggestion.", schema: wireSuggestion, example: exampleSuggestion } },
  errors: [],
  async run(ctx, input) {
    return { status: 200, body: await suggestionFor(ctx, input.body) };
  },
});

/** Endpoints of `/v1/gates/suggestions`. */
export const suggestionEndpoints = [suggestEndpoint];
export const operations = suggestionEndpoints.map(({ operation }) => operation);
