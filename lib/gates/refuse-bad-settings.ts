import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { GateSettings } from "@/lib/core/gate-settings";
import { gateDirectory } from "./gate-directory";
import { gateFaults } from "./gate-problems";
import { isKnownModel } from "./is-known-model";

/** Throws `invalid_field` for the first fault that keeps the settings from being saved; `param` names the field. */
export function refuseFaults(settings: GateSettings): void {
  const fault = gateFaults(settings).find(({ severity }) => severity === "error");
  if (fault !== undefined) throw new AppError("invalid_field", fault.message, { param: fault.field });
}

/** Throws `invalid_field` (param `model` or `fallbackModels`) when nobody knows one of the models of the settings but of `before`. */
export async function refuseUnknownModels(
  ctx: Ctx,
  settings: GateSettings,
  before?: GateSettings,
): Promise<void> {
  const settled = new Set(before === undefined ? [] : [before.model, ...before.fallbackModels]);
  const models = [settings.model, ...settings.fallbackModels].filter((model) => !settled.has(model));
  if (models.length === 0) return;
  const directory = await gateDirectory(ctx);
  for (const model of models) {
    if (await isKnownModel(directory, model)) continue;
    throw new AppError(
      "invalid_field",
      `No provider knows a model ${JSON.stringify(model)}. Check its name, or write it as provider/model.`,
      { param: model === settings.model ? "model" : "fallbackModels" },
    );
  }
}
