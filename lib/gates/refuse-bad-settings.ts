import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { GateSettings } from "@/lib/core/gate-settings";
import { directoryOf } from "@/lib/provider-keys/directory-of";
import { gateFaults } from "./gate-problems";
import { isKnownModel } from "./is-known-model";

/** Throws `invalid_field` for the first fault that keeps the settings from being saved; `param` names the field. */
export function refuseFaults(settings: GateSettings): void {
  const fault = gateFaults(settings).find(({ severity }) => severity === "error");
  if (fault !== undefined) throw new AppError("invalid_field", fault.message, { param: fault.field });
}

/**
 * Throws `invalid_field` (param `model` or `fallbackModels`) for the first model of `wanted` that nobody knows. Models that
 * are in `settled` too are not looked for: a gate whose model was removed can still be changed.
 */
export async function refuseUnknownModels(
  ctx: Ctx,
  wanted: readonly GateSettings[],
  settled: readonly GateSettings[] = [],
): Promise<void> {
  const model = await unknownModel(ctx, wanted, settled);
  if (model === null) return;
  const param = wanted.some((settings) => settings.model === model) ? "model" : "fallbackModels";
  throw new AppError("invalid_field", unknownModelWords(model), { param });
}

/** The first of those models, or null. */
export async function unknownModel(
  ctx: Ctx,
  wanted: readonly GateSettings[],
  settled: readonly GateSettings[],
): Promise<string | null> {
  const known = new Set(settled.flatMap(modelsOf));
  const models = new Set(wanted.flatMap(modelsOf).filter((model) => !known.has(model)));
  if (models.size === 0) return null;
  const directory = await directoryOf(ctx);
  for (const model of models) if (!(await isKnownModel(directory, model))) return model;
  return null;
}

export function unknownModelWords(model: string): string {
  return `No provider knows a model ${JSON.stringify(model)}. Check its name, or write it as provider/model.`;
}

function modelsOf({ model, fallbackModels }: GateSettings): string[] {
  return [model, ...fallbackModels];
}
