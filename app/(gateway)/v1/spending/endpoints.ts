import { z } from "zod";
import { checkInput } from "@/lib/core/check-input";
import { AppError } from "@/lib/core/errors";
import { type NanoUsd, parseUsdNumber, usdDecimal } from "@/lib/core/money";
import { MOST_SPENDING_USD, SPENDING_ENFORCEMENTS } from "@/lib/core/spending";
import { scanTopLevel } from "@/lib/gateway/top-level-json";
import { resetAccountSpending } from "@/lib/spending/reset-account-spending";
import { setAccountEnforcement, setAccountSpending } from "@/lib/spending/set-account-spending";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { readJsonSource } from "@/lib/transport/read-json";
import { accountSpending, exampleSpending, wireSpending } from "./account-wire";

const tag = "Spending";
const SCOPED =
  "A key with a scope may not: a limit that its holder could lift would protect nobody from them.";

const getSpendingEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/spending",
  operationId: "getSpending",
  tag,
  summary: "See what the account spends",
  description:
    "What is spent of the account's limit over the thirty days that end now, or what was spent in those days where it has no such " +
    "limit. `limits` has all spending limits, those of gates and keys too.",
  auth: true,
  resource: "keys",
  responses: { 200: { description: "The spending.", schema: wireSpending, example: exampleSpending } },
  errors: [],
  async run(ctx) {
    return { status: 200, body: await accountSpending(ctx) };
  },
});

const AMOUNT = `limit: send US dollars as a number from 0 to ${MOST_SPENDING_USD} with at most 9 decimals, or null for no limit.`;
const limitBody = z.strictObject({
  limit: z
    .number({ error: AMOUNT })
    .min(0, { error: AMOUNT })
    .max(MOST_SPENDING_USD + 1, { error: AMOUNT })
    .nullable(),
});

const setLimitEndpoint = defineEndpoint({
  method: "PUT",
  path: "/v1/spending/limit",
  operationId: "setSpendingLimit",
  tag,
  summary: "Set or remove the account's spending limit",
  description:
    "How much the account may spend in any thirty days: 0 allows nothing that costs, null is no limit. A new limit tells and blocks " +
    `nothing until its enforcement is \`block\`. Every digit counts. ${SCOPED}`,
  auth: true,
  resource: "keys",
  body: limitBody,
  bodyIsRaw: true,
  bodyExample: { limit: 100 },
  responses: {
    200: {
      description: "It holds from the next call on.",
      schema: z.object({ success: z.literal(true), limit: z.number().nullable() }),
      example: { success: true, limit: 100 },
    },
  },
  errors: [],
  async run(ctx, _input, request) {
    const amount = await amountOf(request);
    await setAccountSpending(ctx, amount);
    return {
      status: 200,
      body: { success: true, limit: amount === null ? null : Number(usdDecimal(amount)) },
    };
  },
});

/** The amount to its last digit, which a number of the language would lose. */
async function amountOf(request: Request): Promise<NanoUsd | null> {
  const { value, text } = await readJsonSource(request);
  if (checkInput(limitBody, value, "body").limit === null) return null;
  const member = scanTopLevel(text).members.findLast(({ name }) => name === "limit");
  const amount = member === undefined ? null : parseUsdNumber(text.slice(member.valueStart, member.end));
  if (amount === null) throw new AppError("invalid_field", AMOUNT, { param: "limit" });
  return amount;
}

const setEnforcementEndpoint = defineEndpoint({
  method: "PUT",
  path: "/v1/spending/enforcement",
  operationId: "setSpendingEnforcement",
  tag,
  summary: "Say whether the account's spending limit blocks",
  description: `\`block\` refuses calls that might pass the limit, \`alert_only\` tells and lets them through. ${SCOPED}`,
  auth: true,
  resource: "keys",
  body: z.strictObject({
    enforcementType: z.enum(SPENDING_ENFORCEMENTS, { error: "enforcementType: send alert_only or block." }),
  }),
  bodyExample: { enforcementType: "block" },
  responses: {
    200: {
      description: "It holds from the next call on.",
      schema: z.object({ success: z.literal(true), enforcementType: z.enum(SPENDING_ENFORCEMENTS) }),
      example: { success: true, enforcementType: "block" },
    },
  },
  errors: ["conflict"],
  async run(ctx, { body: { enforcementType } }) {
    await setAccountEnforcement(ctx, enforcementType);
    return { status: 200, body: { success: true, enforcementType } };
  },
});

const resetEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/spending/reset",
  operationId: "resetSpending",
  tag,
  summary: "Let the account's spending limit begin anew",
  description:
    "From now on only calls that begin count against the account's limit over thirty days. The log and its sums stay as they are. " +
    SCOPED,
  auth: true,
  resource: "keys",
  responses: {
    200: {
      description: "It counts from 0.",
      schema: z.object({ success: z.literal(true), message: z.string() }),
      example: { success: true, message: "The spending limit counts from 0 again." },
    },
  },
  errors: ["conflict"],
  async run(ctx) {
    await resetAccountSpending(ctx);
    return { status: 200, body: { success: true, message: "The spending limit counts from 0 again." } };
  },
});

/** Endpoints of `/v1/spending`. */
export const spendingEndpoints = [getSpendingEndpoint];
/** Endpoints of `/v1/spending/limit`. */
export const setLimitEndpoints = [setLimitEndpoint];
/** Endpoints of `/v1/spending/enforcement`. */
export const enforcementEndpoints = [setEnforcementEndpoint];
/** Endpoints of `/v1/spending/reset`. */
export const resetEndpoints = [resetEndpoint];
