import { z } from "zod";
import { usdPerMillionDecimal } from "@/lib/core/money";
import { acceptPriceList, declinePriceList } from "@/lib/prices/decide-price-list";
import type { ListDifference } from "@/lib/prices/list-differences";
import { type PriceListFacts, priceListState } from "@/lib/prices/price-lists";
import { TOKEN_CLASSES } from "@/lib/prices/token-classes";
import { defineEndpoint } from "@/lib/transport/define-endpoint";

const tag = "Models and prices";
const moment = z.iso.datetime();
const amount = z.string().nullable().meta({ description: "Exact decimal text in USD per million tokens." });

const wireList = z
  .object({
    source: z.string().meta({ description: "The package that brought the list, with its version." }),
    status: z.enum(["accepted", "proposed", "declined", "replaced"]),
    models: z.int(),
    problems: z
      .array(z.object({ model: z.string(), problem: z.string() }))
      .meta({ description: "Entries that could not be read; the price before holds for them." }),
    createdAt: moment,
    decidedAt: moment.nullable(),
  })
  .meta({ id: "PriceList" });

const wireDifference = z
  .object({
    provider: z.string(),
    model: z.string(),
    kind: z.enum(["changed", "new", "gone"]),
    rates: z.array(
      z.object({
        class: z.enum(TOKEN_CLASSES),
        from: moment.nullable(),
        aboveInputTokens: z.int().nullable(),
        before: amount,
        after: amount,
      }),
    ),
  })
  .meta({ id: "PriceDifference" });

const exampleList: z.input<typeof wireList> = {
  source: "genai-prices@0.1.9",
  status: "proposed",
  models: 190,
  problems: [],
  createdAt: "2026-12-01T09:30:00.000Z",
  decidedAt: null,
};

const listEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/prices/proposals",
  operationId: "listPriceProposals",
  tag,
  summary: "Lists of prices, and what an update would change",
  description:
    "The list prices that this instance goes by, and those that a newer version brings: an update that changes or takes away " +
    "prices holds only once the owner of the instance accepts it. Models that are new in it are priced at once.",
  auth: true,
  resource: "prices",
  responses: {
    200: {
      description: "The lists, newest first, and what the open one would change.",
      schema: z.object({
        object: z.literal("list"),
        data: z.array(wireList),
        differences: z.array(wireDifference),
      }),
      example: {
        object: "list",
        data: [exampleList],
        differences: [
          {
            provider: "openai",
            model: "gpt-4o-mini",
            kind: "changed",
            rates: [{ class: "input", from: null, aboveInputTokens: null, before: "0.15", after: "0.12" }],
          },
        ],
      },
    },
  },
  errors: [],
  async run(ctx) {
    const { lists, candidate } = await priceListState(ctx);
    const differences = (candidate?.differences ?? []).map(differenceOnWire);
    return { status: 200, body: { object: "list", data: lists.map(listOnWire), differences } };
  },
});

const body = z.strictObject({
  source: z
    .string({ error: "source: use the source of a list of GET /v1/prices/proposals." })
    .max(200, { error: "source: use the source of a list of GET /v1/prices/proposals." })
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), {
      error: "source: leave out control characters.",
    }),
});
const DECIDE = {
  method: "POST",
  tag,
  auth: true,
  resource: "prices",
  body,
  bodyExample: { source: "genai-prices@0.1.9" },
  responses: { 204: { description: "Decided.", schema: null } },
  errors: ["forbidden", "not_found", "conflict"],
} as const;

const acceptEndpoint = defineEndpoint({
  ...DECIDE,
  path: "/v1/prices/proposals/accept",
  operationId: "acceptPriceProposal",
  summary: "Accept a list of prices",
  description:
    "Its prices hold for requests that start from now on; what is in the log keeps its cost. Only for keys of the instance's first account.",
  async run(ctx, input) {
    await acceptPriceList(ctx, input.body);
    return { status: 204 };
  },
});

const declineEndpoint = defineEndpoint({
  ...DECIDE,
  path: "/v1/prices/proposals/decline",
  operationId: "declinePriceProposal",
  summary: "Decline a list of prices",
  description:
    "The prices stay as they are. It can be accepted later. Only for keys of the instance's first account.",
  async run(ctx, input) {
    await declinePriceList(ctx, input.body);
    return { status: 204 };
  },
});

function listOnWire({ createdAt, decidedAt, ...list }: PriceListFacts) {
  return { ...list, createdAt: createdAt.toISOString(), decidedAt: decidedAt?.toISOString() ?? null };
}

function differenceOnWire({ rates, ...difference }: ListDifference) {
  const text = (pico: bigint | null) => (pico === null ? null : usdPerMillionDecimal(pico));
  return {
    ...difference,
    rates: rates.map(({ above, before, after, ...rate }) => ({
      ...rate,
      aboveInputTokens: above < 0 ? null : above,
      before: text(before),
      after: text(after),
    })),
  };
}

/** Endpoints of `/v1/prices/proposals`. */
export const proposalsEndpoints = [listEndpoint];
/** Endpoints of `/v1/prices/proposals/accept`. */
export const acceptEndpoints = [acceptEndpoint];
/** Endpoints of `/v1/prices/proposals/decline`. */
export const declineEndpoints = [declineEndpoint];
export const operations = [listEndpoint, acceptEndpoint, declineEndpoint].map(({ operation }) => operation);
