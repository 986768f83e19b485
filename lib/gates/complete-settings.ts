import { DEFAULT_GATE_SETTINGS, type GateSettings } from "@/lib/core/gate-settings";

/** What a gate is made from: a model and whatever else is to differ from the defaults. */
export type GivenSettings = { [Field in keyof GateSettings]?: GateSettings[Field] | undefined } & {
  model: string;
};

/**
 * Whole settings from those given: what is missing has its default. A gate that names fallback models and no strategy
 * means to use them, so its strategy is `fallback`.
 */
export function completeSettings(given: GivenSettings): GateSettings {
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const settings: GateSettings = { ...DEFAULT_GATE_SETTINGS, ...named, model: given.model };
  const isImplied = given.routingStrategy === undefined && settings.fallbackModels.length > 0;
  return isImplied ? { ...settings, routingStrategy: "fallback" } : settings;
}
