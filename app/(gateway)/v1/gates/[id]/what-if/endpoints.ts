import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { usdDecimal } from "@/lib/core/money";
import { findGate } from "@/lib/gates/queries";
import { WHAT_IF_DAYS, whatIf } from "@/lib/gates/what-if";
import { defineEndpoint } from "@/lib/transport/define-endpoint";

const DAYS = "days: use 7 or 30.";
const count = (description: string) => z.int().meta({ description });

const wireWhatIf = z
  .object({
    model: z.string(),
    days: z.int(),
    priceVersion: z.string().nullable(),
    requests: count("Requests of the gate that used tokens."),
    keptFrom: z.iso.datetime().nullable().meta({
      description:
        "Where rows of the span have expired: since when the log has them, so that only later requests are counted. Else null.",
    }),
    isSample: z.boolean().meta({ description: "True when only the latest 200,000 were read." }),
    compared: count("Requests that both amounts are of."),
    unpriced: count("Left out: what they cost is not known."),
    unsure: count("Left out: interrupted, or their tokens or prices are estimated."),
    beyondTokens: count("Left out: they cost more than tokens."),
    notCovered: count("Left out: they use tokens that the model has no price for."),
    costUsd: z.string().meta({ description: "What the compared requests cost." }),
    whatIfCostUsd: z.string().meta({ description: "What they would have cost on the model." }),
    change: z.number().nullable().meta({ description: "-0.41 is 41 % less; null when they cost nothing." }),
  })
  .meta({ id: "WhatIf" });

const whatIfEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/gates/{id}/what-if",
  operationId: "whatIfModel",
  tag: "Gates",
  summary: "What the same traffic would have cost on another model",
  description:
    "Prices the gate's requests of the last 7 or 30 days anew, each alone, with the price that the model has now. The gate is " +
    "named by its id or its name, and stays as it is.",
  auth: true,
  resource: ["gates", "logs"],
  params: z.object({ id: z.string() }),
  query: z.strictObject({
    model: z
      .string({ error: "model: name the model as in a gate." })
      .min(1, { error: "model: name the model as in a gate." })
      .max(300, { error: "model: use at most 300 characters." })
      .meta({ description: "As one writes it in a gate.", example: "gpt-4o-mini" }),
    days: z.enum(["7", "30"], { error: DAYS }).optional().meta({ description: "7 if not given." }),
  }),
  responses: {
    200: {
      description: "Both amounts.",
      schema: wireWhatIf,
      example: {
        model: "gpt-4o-mini",
        days: 7,
        priceVersion: "genai-prices@0.1.8",
        requests: 1_204,
        keptFrom: null,
        isSample: false,
        compared: 1_190,
        unpriced: 4,
        unsure: 10,
        beyondTokens: 0,
        notCovered: 0,
        costUsd: "4.1",
        whatIfCostUsd: "2.419",
        change: -0.41,
      },
    },
  },
  errors: ["not_found", "invalid_field"],
  async run(ctx, { params, query }) {
    const gate = await findGate(ctx, params.id);
    if (gate === null) {
      throw new AppError("not_found", "There is no gate with this id or name in your account.");
    }
    const days = WHAT_IF_DAYS.find((one) => String(one) === query.days) ?? 7;
    const { beforeNanoUsd, afterNanoUsd, keptFrom, ...found } = await whatIf(ctx, {
      gate,
      model: query.model,
      days,
    });
    const change = beforeNanoUsd === 0n ? null : Number(afterNanoUsd) / Number(beforeNanoUsd) - 1;
    const costs = { costUsd: usdDecimal(beforeNanoUsd), whatIfCostUsd: usdDecimal(afterNanoUsd) };
    return { status: 200, body: { ...found, keptFrom: keptFrom?.toISOString() ?? null, ...costs, change } };
  },
});

/** Endpoints of `/v1/gates/{id}/what-if`. */
export const whatIfEndpoints = [whatIfEndpoint];
export const operations = whatIfEndpoints.map(({ operation }) => operation);
