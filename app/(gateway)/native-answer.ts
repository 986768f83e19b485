import { z } from "zod";

const usage = z.object({ promptTokens: z.int(), completionTokens: z.int(), totalTokens: z.int() });

/** What every answer of the native API tells beside what was asked for. */
export const nativeAnswerSchema = z.looseObject({
  model: z.string().meta({ description: "The model that answered." }),
  finishReason: z.enum(["completed", "length_limit", "tool_call", "filtered", "error"]).optional(),
  rawFinishReason: z.string().optional(),
  usage: usage.optional(),
  cost: z.number().nullable().meta({ description: "USD; null when it is not known." }),
  cost_nano_usd: z.string().nullable().meta({ description: "The exact cost in billionths of a USD." }),
  latencyMs: z.int(),
  usedPlatformKey: z.boolean().meta({ description: "False when the account's own key paid." }),
  raw: z.unknown().optional().meta({ description: "The provider's answer, untouched." }),
});

/** An example of what a call came to. */
export const exampleFacts = {
  model: "sandbox/echo",
  finishReason: "completed",
  usage: { promptTokens: 2, completionTokens: 2, totalTokens: 4 },
  cost: 0.000001,
  cost_nano_usd: "1000",
  latencyMs: 12,
  usedPlatformKey: true,
};
