import { z } from "zod";
import { DEFAULT_GATE_SETTINGS } from "@/lib/core/gate-settings";
import { type NanoUsd, parseUsd, parseUsdNumber } from "@/lib/core/money";
import { MOST_SPENDING_USD, SPENDING_ENFORCEMENTS } from "@/lib/core/spending";
import { type GateSettingsPatch, gateName } from "@/lib/gates/contract";
import { GATE_SPENDING_PERIODS } from "@/lib/gates/gate-spending";
import type { GateSpendingInput } from "@/lib/gates/plan-gate-spending";
import { settingsFields } from "@/lib/gates/settings-fields";
import { rateLimits } from "@/lib/limits/contract";
import { payloadPolicy } from "@/lib/payloads/contract";

const { model, ...otherFields } = settingsFields;

const AMOUNT = `spendingLimit: send US dollars as a decimal from 0 to ${MOST_SPENDING_USD} with at most 9 decimals, such as "25.00".`;
const spending = {
  spendingLimit: z
    .union([z.string(), z.number()], { error: AMOUNT })
    .transform((given, context): NanoUsd => {
      const nano = amountOf(given);
      if (nano !== null) return nano;
      context.addIssue({ code: "custom", message: AMOUNT });
      return z.NEVER;
    })
    .nullish()
    .meta({
      description:
        "How much may be spent through the gate in a month or a day of UTC: a decimal as text, which is exact, or a number. 0 allows " +
        "nothing that costs, null is no limit. `/v1/spending/limits` has more periods and zones.",
    }),
  spendingLimitPeriod: z
    .enum(GATE_SPENDING_PERIODS, { error: "spendingLimitPeriod: send monthly or daily." })
    .nullish(),
  spendingEnforcement: z
    .enum(SPENDING_ENFORCEMENTS, { error: "spendingEnforcement: send alert_only or block." })
    .nullish(),
};

/** A number has 15 digits that are what was written; more are told as text. */
function amountOf(given: string | number): NanoUsd | null {
  if (typeof given === "string") return parseUsd(given);
  const text = String(given);
  return text.replace(/e.*|\D|^0+/g, "").length > 15 ? null : parseUsdNumber(text);
}

const isDefault = z
  .literal(true, { error: "isDefault: use true. To move it on, make another gate the default." })
  .optional()
  .meta({ description: "true makes it the gate that answers when a request names none." });

const payloads = payloadPolicy.nullable().optional().meta({
  description: "What is kept of what is asked and answered; null is as the account says.",
});
const limits = rateLimits
  .nullable()
  .optional()
  .meta({
    description:
      "Rate limits of what runs through the gate, from all keys together, beside those of account and key: the tightest counts. 0 allows " +
      "none at all; what is left out limits nothing, and null is no limit of its own.",
  });

/** Every setting but the model, each of which may be left out or null. */
const settings = nullish(otherFields);

/** The body that makes a gate. */
export const createBody = z
  .strictObject({
    name: gateName,
    model,
    ...settings,
    ...spending,
    isDefault,
    payloads,
    limits,
  })
  .meta({ id: "NewGate" });
/** The body that changes one: what is left out stays, null goes back to the default. */
export const updateBody = z
  .strictObject({
    name: gateName.optional(),
    model: model.optional(),
    ...settings,
    ...spending,
    isDefault,
    payloads,
    limits,
  })
  .meta({ id: "GateChanges" });

type Nullish<Shape extends z.ZodRawShape> = {
  [Field in keyof Shape]: z.ZodOptional<z.ZodNullable<Shape[Field]>>;
};

function nullish<Shape extends z.ZodRawShape>(shape: Shape): Nullish<Shape> {
  const fields = Object.entries(shape).map(([name, field]) => [name, (field as z.ZodType).nullish()]);
  return Object.fromEntries(fields);
}

type GivenSpending = { [Field in keyof typeof spending]?: z.output<(typeof spending)[Field]> };

/** What a body says of the gate's spending limit; null of its period or enforcement says nothing. */
export function spendingOf(body: GivenSpending): GateSpendingInput {
  return {
    amount: body.spendingLimit,
    period: body.spendingLimitPeriod ?? undefined,
    enforcement: body.spendingEnforcement ?? undefined,
  };
}

type Given = { [Field in keyof GateSettingsPatch]?: GateSettingsPatch[Field] | null };

/** The settings that a body gives. `null` stands for the default of its field. */
export function settingsOf(body: Given): GateSettingsPatch {
  const defaults: Record<string, unknown> = DEFAULT_GATE_SETTINGS;
  const given = Object.entries(body).filter(([name, value]) => name in settingsFields && value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, value === null ? defaults[name] : value]));
}
