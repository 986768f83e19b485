import { z } from "zod";
import { changeSpendingLimit } from "@/lib/spending/change-spending-limit";
import { newSpendingLimit, spendingLimitChanges, spendingRaise } from "@/lib/spending/contract";
import { createSpendingLimit } from "@/lib/spending/create-spending-limit";
import { deleteSpendingLimit } from "@/lib/spending/delete-spending-limit";
import { getSpendingLimit, pageOfSpendingLimits } from "@/lib/spending/queries";
import { raiseSpendingLimit } from "@/lib/spending/raise-spending-limit";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { listOnWire, listQueryFields, wireList } from "../../../list-answer";
import { exampleSpendingLimit, spendingOnWire, wireSpendingLimit } from "../wire";
import { ifMatchHeader, limitAnswer } from "./answer";

const common = { tag: "Spending", auth: true, resource: "keys" } as const;
const ofOne = { ...common, path: "/v1/spending/limits/{id}", params: z.object({ id: z.uuid() }) } as const;
const SCOPED = "A key with a scope may not change spending limits.";

const listEndpoint = defineEndpoint({
  ...common,
  method: "GET",
  path: "/v1/spending/limits",
  operationId: "listSpendingLimits",
  summary: "List spending limits",
  description:
    "The account's limits first, then those of gates and of keys, by name, each with how it stands now. Limits of deleted gates and " +
    "keys are left out.",
  query: z.strictObject(listQueryFields),
  responses: {
    200: {
      description: "The limits.",
      schema: wireList(wireSpendingLimit),
      example: listOnWire([exampleSpendingLimit], false),
    },
  },
  errors: [],
  async run(ctx, { query }) {
    const { limits, hasMore } = await pageOfSpendingLimits(ctx, query);
    return { status: 200, body: listOnWire(limits.map(spendingOnWire), hasMore) };
  },
});

const createEndpoint = defineEndpoint({
  ...common,
  method: "POST",
  path: "/v1/spending/limits",
  operationId: "createSpendingLimit",
  summary: "Add a spending limit",
  description:
    "Without a gate or a key it is the account's. What was spent in its period before counts. Amounts are decimals as text: 0 allows " +
    `nothing that costs. Each holder has one limit for each period: the answer to another is 409, with its id. ${SCOPED}`,
  body: newSpendingLimit,
  bodyExample: { period: "monthly", zone: "Europe/Berlin", amountUsd: "25.00", enforcement: "block" },
  responses: {
    201: {
      description: "The new limit.",
      schema: wireSpendingLimit,
      example: exampleSpendingLimit,
      headers: ["etag", "location"],
    },
  },
  errors: ["not_found", "conflict"],
  async run(ctx, { body }) {
    const limit = await createSpendingLimit(ctx, body);
    return limitAnswer(limit, { status: 201, headers: { location: `/v1/spending/limits/${limit.id}` } });
  },
});

const getEndpoint = defineEndpoint({
  ...ofOne,
  method: "GET",
  operationId: "getSpendingLimit",
  summary: "Read a spending limit",
  description: "One limit with how it stands now. The `ETag` changes with the limit, not with what is spent.",
  responses: {
    200: {
      description: "The limit.",
      schema: wireSpendingLimit,
      example: exampleSpendingLimit,
      headers: ["etag"],
    },
  },
  errors: ["not_found"],
  async run(ctx, { params }) {
    return limitAnswer(await getSpendingLimit(ctx, params.id));
  },
});

const updateEndpoint = defineEndpoint({
  ...ofOne,
  method: "PATCH",
  operationId: "updateSpendingLimit",
  summary: "Change a spending limit",
  description:
    "Changes what is sent and nothing else; it holds from the next call on. In another zone its day, week or month is another. With " +
    `\`If-Match\` it is refused when somebody has changed it since. ${SCOPED}`,
  headers: ifMatchHeader,
  body: spendingLimitChanges.refine(
    (changes) => Object.values(changes).some((value) => value !== undefined),
    { path: ["amountUsd"], error: "Send amountUsd, enforcement, alertPercents, fenceUsd or zone." },
  ),
  bodyExample: { amountUsd: "40.00" },
  responses: {
    200: {
      description: "The limit as it is now.",
      schema: wireSpendingLimit,
      headers: ["etag"],
      example: { ...exampleSpendingLimit, amountUsd: "40", amount_nano_usd: "40000000000" },
    },
  },
  errors: ["not_found", "conflict"],
  async run(ctx, { params, headers, body }) {
    const seen = { limitId: params.id, ifUpdatedAt: headers["if-match"] };
    return limitAnswer(await changeSpendingLimit(ctx, { ...seen, changes: body }));
  },
});

const deleteEndpoint = defineEndpoint({
  ...ofOne,
  method: "DELETE",
  operationId: "deleteSpendingLimit",
  summary: "Remove a spending limit",
  description: `Calls go on without it, and what it counted is forgotten. ${SCOPED}`,
  headers: ifMatchHeader,
  responses: { 204: { description: "Removed.", schema: null } },
  errors: ["not_found", "conflict"],
  async run(ctx, { params, headers }) {
    await deleteSpendingLimit(ctx, { limitId: params.id, ifUpdatedAt: headers["if-match"] });
    return { status: 204 };
  },
});

const raiseEndpoint = defineEndpoint({
  ...ofOne,
  method: "POST",
  path: "/v1/spending/limits/{id}/raise",
  operationId: "raiseSpendingLimit",
  summary: "Raise a spending limit for a while",
  description:
    "Allows `amountUsd` more until `until`, at most 31 days ahead, or until the day ends in the limit's zone; then it ends by itself. It " +
    `takes the place of a raise before, and 0 takes that back. ${SCOPED}`,
  body: spendingRaise,
  bodyExample: { amountUsd: "10.00" },
  responses: {
    200: {
      description: "The limit as it is now.",
      schema: wireSpendingLimit,
      headers: ["etag"],
      example: {
        ...exampleSpendingLimit,
        raisedUsd: "10",
        raised_nano_usd: "10000000000",
        raisedUntil: "2026-11-24T23:00:00.000Z",
      },
    },
  },
  errors: ["not_found"],
  async run(ctx, { params, body }) {
    return limitAnswer(await raiseSpendingLimit(ctx, { limitId: params.id, raise: body }));
  },
});

/** Endpoints of `/v1/spending/limits`. */
export const spendingLimitsEndpoints = [listEndpoint, createEndpoint];
/** Endpoints of `/v1/spending/limits/{id}`. */
export const spendingLimitEndpoints = [getEndpoint, updateEndpoint, deleteEndpoint];
/** Endpoints of `/v1/spending/limits/{id}/raise`. */
export const raiseEndpoints = [raiseEndpoint];
