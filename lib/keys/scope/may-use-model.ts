import type { KeyScope } from "@/lib/core/key-scope";
import { HTTP_KINDS } from "@/lib/providers/kinds";

/** A model of a route as the log has it: what it is named after, and its name as the gate or the client wrote it. */
export type RouteModel = readonly [provider: string, model: string];

const KNOWN_PROVIDERS = new Set(HTTP_KINDS.filter(({ priceList }) => priceList !== null).map(({ id }) => id));

/** True when a key with that scope may use the model, by its own name and by its provider's. */
export function mayUseModel(scope: KeyScope, model: RouteModel): boolean {
  return isOfProviders(scope, model) && isOfModels(scope, model);
}

/** True when the model's provider is one that the scope names, or it names none. */
export function isOfProviders({ providers }: KeyScope, [provider]: RouteModel): boolean {
  return providers === undefined || providers.includes(provider);
}

function isOfModels({ models }: KeyScope, [provider, model]: RouteModel): boolean {
  if (models === undefined) return true;
  const full = model.startsWith(`${provider}/`) ? model : `${provider}/${model}`;
  return models.some((named) => isSameModel(named, full));
}

/** True when a name in a scope means the model of that full name. A bare name is one of a known provider's, as in the catalogue. */
export function isSameModel(named: string, full: string): boolean {
  if (named === full) return true;
  const slash = full.indexOf("/");
  return full.slice(slash + 1) === named && KNOWN_PROVIDERS.has(full.slice(0, slash));
}
