import { z } from "zod";
import { usdDecimal } from "@/lib/core/money";
import type { CostDay, CostGroup, DailyCost } from "@/lib/usage/explore/usage-costs";

/** What OpenAI's fields of a result are here. */
export const COST_GROUPS = {
  api_key_id: "key",
  project_id: "gate",
  line_item: "model",
} as const satisfies Record<string, CostGroup>;

const group = z.string().nullable();
const wireCost = z
  .object({
    object: z.literal("organization.costs.result"),
    amount: z.object({
      value: z
        .number()
        .nullable()
        .meta({ description: "A decimal number; null when no request has a known cost." }),
      currency: z.literal("usd"),
    }),
    amount_usd: z.string().nullable().meta({ description: "The same as an exact decimal." }),
    amount_nano_usd: z
      .string()
      .nullable()
      .meta({ description: "The same in whole billionths of a US dollar." }),
    requests: z.int(),
    unpriced: z.int().meta({ description: "Requests whose cost is unknown; they are not in the amount." }),
    line_item: group.meta({ description: "The model, when grouped by it." }),
    project_id: group.meta({ description: "The id of the gate, when grouped by it." }),
    api_key_id: group.meta({ description: "The id of the key, when grouped by it." }),
  })
  .meta({ id: "Cost" });

/** The page of OpenAI's costs API (platform.openai.com/docs/api-reference/usage/costs), with exact amounts beside theirs. */
export const wireCosts = z
  .object({
    object: z.literal("page"),
    data: z.array(
      z.object({
        object: z.literal("bucket"),
        start_time: z.int().meta({ description: "Unix seconds." }),
        end_time: z.int().meta({ description: "Unix seconds, not included." }),
        results: z.array(wireCost),
      }),
    ),
    has_more: z.boolean(),
    next_page: z.string().nullable(),
  })
  .meta({ id: "CostsPage" });

function costOnWire(
  { name, requests, unpriced, costNanoUsd }: DailyCost,
  groups: CostGroup[],
): z.input<typeof wireCost> {
  const values = [name.group, name.subgroup];
  const of = (wanted: CostGroup) => values[groups.indexOf(wanted)] ?? null;
  const exact = costNanoUsd === null ? null : usdDecimal(costNanoUsd);
  return {
    object: "organization.costs.result",
    amount: { value: exact === null ? null : Number(exact), currency: "usd" },
    amount_usd: exact,
    amount_nano_usd: costNanoUsd?.toString() ?? null,
    requests,
    unpriced,
    line_item: of("model"),
    project_id: of("gate"),
    api_key_id: of("key"),
  };
}

export function costsOnWire(
  days: CostDay[],
  groups: CostGroup[],
  nextPage: string | null,
): z.input<typeof wireCosts> {
  return {
    object: "page",
    data: days.map(({ from, to, costs }) => ({
      object: "bucket",
      start_time: from.getTime() / 1_000,
      end_time: to.getTime() / 1_000,
      results: costs.map((cost) => costOnWire(cost, groups)),
    })),
    has_more: nextPage !== null,
    next_page: nextPage,
  };
}

export const exampleCosts: z.input<typeof wireCosts> = {
  object: "page",
  data: [
    {
      object: "bucket",
      start_time: 1_795_478_400,
      end_time: 1_795_564_800,
      results: [
        {
          object: "organization.costs.result",
          amount: { value: 0.8928, currency: "usd" },
          amount_usd: "0.8928",
          amount_nano_usd: "892800000",
          requests: 1_240,
          unpriced: 0,
          line_item: null,
          project_id: null,
          api_key_id: null,
        },
      ],
    },
  ],
  has_more: true,
  next_page: "page_1795564800",
};
