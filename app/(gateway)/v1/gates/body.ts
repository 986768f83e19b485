import { z } from "zod";
import { DEFAULT_GATE_SETTINGS } from "@/lib/core/gate-settings";
import { type GateSettingsPatch, gateName } from "@/lib/gates/contract";
import { settingsFields } from "@/lib/gates/settings-fields";
import { rateLimits } from "@/lib/limits/contract";
import { payloadPolicy } from "@/lib/payloads/contract";

const { model, ...otherFields } = settingsFields;

const NO_LIMIT =
  "gates have no spending limit in this version, and none is stored that would not hold. Leave it out or send null.";
const spending = {
  spendingLimit: z.null({ error: `spendingLimit: ${NO_LIMIT}` }).optional(),
  spendingLimitPeriod: z.literal("monthly", { error: `spendingLimitPeriod: ${NO_LIMIT}` }).nullish(),
  spendingEnforcement: z.literal("alert_only", { error: `spendingEnforcement: ${NO_LIMIT}` }).nullish(),
};
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
export const createBody = z.strictObject({
  name: gateName,
  model,
  ...settings,
  ...spending,
  isDefault,
  payloads,
  limits,
});
/** The body that changes one: what is left out stays, null goes back to the default. */
export const updateBody = z.strictObject({
  name: gateName.optional(),
  model: model.optional(),
  ...settings,
  ...spending,
  isDefault,
  payloads,
  limits,
});

type Nullish<Shape extends z.ZodRawShape> = {
  [Field in keyof Shape]: z.ZodOptional<z.ZodNullable<Shape[Field]>>;
};

function nullish<Shape extends z.ZodRawShape>(shape: Shape): Nullish<Shape> {
  const fields = Object.entries(shape).map(([name, field]) => [name, (field as z.ZodType).nullish()]);
  return Object.fromEntries(fields);
}

type Given = { [Field in keyof GateSettingsPatch]?: GateSettingsPatch[Field] | null };

/** The settings that a body gives. `null` stands for the default of its field. */
export function settingsOf(body: Given): GateSettingsPatch {
  const defaults: Record<string, unknown> = DEFAULT_GATE_SETTINGS;
  const given = Object.entries(body).filter(([name, value]) => name in settingsFields && value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, value === null ? defaults[name] : value]));
}
