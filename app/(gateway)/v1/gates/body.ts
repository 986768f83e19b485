import { z } from "zod";
import { DEFAULT_GATE_SETTINGS } from "@/lib/core/gate-settings";
import { besideFields } from "@/lib/gates/beside-fields";
import { type GateSettingsPatch, gateName } from "@/lib/gates/contract";
import { settingsFields } from "@/lib/gates/settings-fields";

const { model, ...otherFields } = settingsFields;

/** Every setting but the model, each of which may be left out or null. */
const settings = nullish(otherFields);

/** The body that makes a gate. */
export const createBody = z
  .strictObject({
    name: gateName,
    model,
    ...settings,
    ...besideFields,
  })
  .meta({ id: "NewGate" });
/** The body that changes one: what is left out stays, null goes back to the default. */
export const updateBody = z
  .strictObject({
    name: gateName.optional(),
    model: model.optional(),
    ...settings,
    ...besideFields,
  })
  .meta({ id: "GateChanges" });

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
