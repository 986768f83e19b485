import type { KeyScope } from "@/lib/core/key-scope";
import { mayUseModel, type RouteModel } from "./may-use-model";
import type { ChosenFacts, Need, ScopeFacts } from "./scope-verdict";

/** What the log knows of a call, as far as a scope asks for it. */
export type ReplayedCall = {
  endpoint: string;
  network: string | null;
  startedAt: Date;
  gateId: string | null;
  modelAsked: string | null;
  modelUsed: string | null;
  provider: string | null;
  /** Null when the call never came to a choice, and in rows from before it was kept. */
  route: RouteModel[] | null;
  maxOutputTokens: number | null;
  worstCostNanoUsd: bigint | null;
  isTest: boolean;
  errorCode: string | null;
  /** True when a model was asked. */
  wasTried: boolean;
};

const CALL: readonly Need[] = [["inference", "write"]];
// Trials of a key come through an endpoint about gates.
const TRIAL: readonly Need[] = [
  ["gates", "write"],
  ["inference", "write"],
];

/** What `scopeVerdict` is to judge of a call in the log; null for one that no scope was asked about, since its key did not work. */
export function replayedFacts(call: ReplayedCall, scope: KeyScope): ScopeFacts | null {
  if (call.errorCode?.startsWith("key_") === true || call.errorCode === "secret_revoked") return null;
  return {
    needs: call.isTest ? TRIAL : CALL,
    endpoint: call.isTest ? null : call.endpoint,
    network: call.network,
    at: call.startedAt,
    chosen: chosenOf(call, scope),
  };
}

function chosenOf(call: ReplayedCall, scope: KeyScope): ChosenFacts | null {
  const { route, gateId, modelAsked, modelUsed, provider } = call;
  const gate = { id: gateId, name: null };
  if (route !== null) {
    const { maxOutputTokens } = call;
    return { gate, modelAsked, route, maxOutputTokens, worstCost: worstCostOf(call, route, scope) };
  }
  if (!call.wasTried || modelUsed === null || provider === null) return null;
  return {
    gate,
    // Whether another model would have taken over is not known: the one that answered is what is judged.
    modelAsked,
    route: [[provider, modelUsed]],
    maxOutputTokens: undefined,
    worstCost: undefined,
  };
}

/**
 * The log has the worst case of a call as the request came, over all models of its route. Undefined where the scope itself
 * would have lowered it and the log's is too high.
 */
function worstCostOf(
  { worstCostNanoUsd: worst, maxOutputTokens }: ReplayedCall,
  route: readonly RouteModel[],
  scope: KeyScope,
): bigint | null | undefined {
  const limit = scope.maxCallNanoUsd;
  if (limit === undefined || (worst !== null && worst <= BigInt(limit))) return worst;
  const isBounded = maxOutputTokens === null && scope.maxOutputTokens !== undefined;
  const isShortened = route.some((model) => !mayUseModel(scope, model));
  return isBounded || isShortened ? undefined : worst;
}

/** True when a scope asks for what the log does not know of a call, so that it may be refused all the same. */
export function isUnsure({ errorCode }: ReplayedCall, scope: KeyScope, { chosen }: ScopeFacts): boolean {
  const { gates, models, providers, maxOutputTokens, maxCallNanoUsd } = scope;
  const asksOfRoute = [gates, models, providers, maxOutputTokens, maxCallNanoUsd].some(
    (member) => member !== undefined,
  );
  if (!asksOfRoute) return false;
  // One that an earlier scope refused may have come to anything.
  if (chosen === null) return errorCode?.startsWith("scope_") === true;
  return (
    (maxOutputTokens !== undefined && chosen.maxOutputTokens === undefined) ||
    (maxCallNanoUsd !== undefined && chosen.worstCost === undefined)
  );
}
