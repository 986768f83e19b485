import type { KeyScope } from "@/lib/core/key-scope";
import { mayUseModel, type RouteModel } from "@/lib/keys/scope/may-use-model";
import type { ResolvedModel } from "@/lib/providers/directory";
import type { Caller } from "./authenticate";
import type { Call } from "./call";
import { outputBound, worstCost } from "./call-bounds";
import type { Route } from "./choose-route";
import type { Ask } from "./read-ask";
import { refuseByScope } from "./refuse-by-scope";

/**
 * The route as far as the key may go it: models that it may not use are taken out, so that no attempt reaches them, and a
 * call that names no most of output gets the key's. Notes in the trail what the call comes to without its key's limits. Throws
 * the 403 (scope_*) that fits.
 */
export function holdToScope(call: Call, caller: Caller, ask: Ask, chosen: Route): Route {
  const { trail, format } = call;
  const { json } = ask.draft;
  const { tokens, choices } = outputBound(format, json, chosen.gate.settings);
  trail.maxOutputTokens = tokens;
  trail.worstCost = worstCost(call, chosen.prices, chosen.models, { json, output: tokens });
  const { scope } = caller.admission;
  if (scope === null) return chosen;
  const outputLimit = tokens === null ? limitFor(call, scope, choices) : null;
  const models = chosen.models.filter((model) => mayUseModel(scope, routeModel(model)));
  const output = tokens ?? (outputLimit === null ? null : outputLimit * choices);
  const { gate } = chosen;
  refuseByScope(call, caller.admission, scope, {
    gate: { id: gate.id, name: gate.name },
    modelAsked: ask.model,
    route: chosen.models.map(routeModel),
    // A limit that not each of the answers can have a token of.
    maxOutputTokens: outputLimit === 0 ? choices : tokens,
    worstCost: worstCost(call, chosen.prices, models, { json, output }),
  });
  return { ...chosen, models, outputLimit } as unknown as Route;
}

/** The most tokens of each answer that the key allows; null when it allows any, or the format knows no such limit. */
function limitFor({ format }: Call, { maxOutputTokens }: KeyScope, choices: number): number | null {
  if (maxOutputTokens === undefined || format.outputFields === undefined) return null;
  return Math.floor(maxOutputTokens / choices);
}

function routeModel({ providerId, id }: ResolvedModel): RouteModel {
  return [providerId, id];
}
