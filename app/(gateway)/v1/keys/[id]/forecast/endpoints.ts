import { z } from "zod";
import type { KeyId } from "@/lib/core/ids";
import { parseUsd, usdDecimal } from "@/lib/core/money";
import { DAY_MS } from "@/lib/core/time";
import { isZoneName } from "@/lib/core/time-choice";
import { getKey } from "@/lib/keys/queries";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { keyForecast } from "@/lib/usage/forecast/key-forecast";

const AMOUNT = 'amount: use decimal text in USD such as "25", above 0, with at most 9 decimals.';
const ZONE = "zone: use a time zone's name such as Europe/Berlin.";
const end = z
  .object({ days: z.number(), at: z.iso.datetime() })
  .nullable()
  .meta({ description: "Null when it lasts for more than a year." });

const wireForecast = z
  .object({
    amountUsd: z.string(),
    enoughData: z.boolean().meta({ description: "False under three whole days with usage." }),
    daysWithUsage: z.int(),
    unpriced: z.int().meta({ description: "Requests of the last week without a price, which do not count." }),
    lasts: z.object({ low: end, middle: end, high: end }).nullable().meta({
      description: "80 of 100 simulated courses end from `low` to `high`. Null without enough data.",
    }),
  })
  .meta({ id: "KeyForecast" });

const forecastEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/keys/{id}/forecast",
  operationId: "forecastKey",
  tag: "Keys",
  summary: "How long an amount would last",
  description:
    "At what the key spent on the last 28 days, the latest counting most, with their rhythm of the week: when an amount that is given now " +
    "would be spent, with a range.",
  auth: true,
  resource: ["keys", "logs"],
  params: z.object({ id: z.uuid().transform((id) => id as KeyId) }),
  query: z.strictObject({
    amount: z
      .string({ error: AMOUNT })
      .refine((text) => (parseUsd(text) ?? 0n) > 0n, { error: AMOUNT })
      .meta({ description: "USD as decimal text.", example: "25" }),
    zone: z
      .string({ error: ZONE })
      .refine(isZoneName, { error: ZONE })
      .optional()
      .meta({ description: "Whose days count; UTC if not given." }),
  }),
  responses: {
    200: {
      description: "The forecast.",
      schema: wireForecast,
      example: {
        amountUsd: "25",
        enoughData: true,
        daysWithUsage: 21,
        unpriced: 0,
        lasts: {
          low: { days: 9.2, at: "2026-12-07T14:00:00.000Z" },
          middle: { days: 11, at: "2026-12-09T09:00:00.000Z" },
          high: { days: 14.9, at: "2026-12-13T07:00:00.000Z" },
        },
      },
    },
  },
  errors: ["not_found"],
  async run(ctx, { params, query }) {
    const key = await getKey(ctx, params.id);
    const asked = { keyId: key.id, amountNanoUsd: parseUsd(query.amount) ?? 0n, zone: query.zone ?? "UTC" };
    const { forecast, amountNanoUsd, daysWithUsage, unpriced } = await keyForecast(ctx, asked);
    const now = ctx.clock.now().getTime();
    const endOn = (days: number | null) =>
      days === null ? null : { days, at: new Date(now + days * DAY_MS).toISOString() };
    const lasts = forecast && {
      low: endOn(forecast.low),
      middle: endOn(forecast.middle),
      high: endOn(forecast.high),
    };
    const amountUsd = usdDecimal(amountNanoUsd);
    return {
      status: 200,
      body: { amountUsd, enoughData: forecast !== null, daysWithUsage, unpriced, lasts },
    };
  },
});

/** Endpoints of `/v1/keys/{id}/forecast`. */
export const forecastEndpoints = [forecastEndpoint];
export const operations = forecastEndpoints.map(({ operation }) => operation);
