import type { GateSettings } from "@/lib/core/gate-settings";

/**
 * The models to try, in order, each once. `asked` is the model of the request, which stands in for the gate's first.
 * `firstShare` tells whose turn it is among models with weights; a gate that shares its calls tries the others, in their
 * order, after the one whose turn it is.
 */
export function planModels(
  gate: GateSettings,
  asked: string | null,
  firstShare: (weights: ReadonlyMap<string, number>) => string,
): string[] {
  const { model, fallbackModels, routingStrategy } = gate;
  if (routingStrategy === "single") return [asked ?? model];
  if (asked !== null) return [...new Set([asked, ...fallbackModels])];
  const all = [...new Set([model, ...fallbackModels])];
  if (routingStrategy === "fallback") return all;
  const first = firstShare(sharesOf(gate, all));
  return [first, ...all.filter((other) => other !== first)];
}

function sharesOf({ routingStrategy, weights }: GateSettings, models: string[]): Map<string, number> {
  const even = routingStrategy === "round-robin" || weights === null;
  const shares = new Map(models.map((model) => [model, even ? 1 : shareIn(weights, model)]));
  const hasShare = [...shares.values()].some((share) => share > 0);
  return hasShare ? shares : new Map(models.map((model) => [model, 1]));
}

/** A model may be called like something that every object has: `constructor`. */
function shareIn(weights: Readonly<Record<string, number>>, model: string): number {
  return Object.hasOwn(weights, model) ? (weights[model] ?? 0) : 0;
}
