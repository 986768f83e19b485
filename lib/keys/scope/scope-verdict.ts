import { containsNetwork, parseNetwork } from "@/lib/core/cidr";
import { AppError } from "@/lib/core/errors";
import { type AccessLevel, accessLevel, type KeyScope, type Resource } from "@/lib/core/key-scope";
import { type NanoUsd, usdDecimal } from "@/lib/core/money";
import { isOfProviders, mayUseModel, type RouteModel } from "./may-use-model";
import { isOpenAt, opensAgain } from "./scope-hours";

/** A resource with what is to be done with it. */
export type Need = readonly [resource: Resource, access: Exclude<AccessLevel, "none">];

/** What is asked of a key, as far as it is known. */
export type ScopeFacts = {
  needs: readonly Need[];
  /** The endpoint that calls a model; null for all others, which a list of endpoints does not concern. */
  endpoint: string | null;
  /** The caller's address; null when nobody knows it. */
  network: string | null;
  /** When the ledger was asked, by its own clock. */
  at: Date;
  /** What the call comes to; null as long as that is not settled. */
  chosen: ChosenFacts | null;
};

/** A call whose route is chosen. Undefined is not known to whoever asks, and then refuses nothing. */
export type ChosenFacts = {
  /** Null for a gate that is tried before it is saved. */
  gate: { id: string | null; name: string | null } | undefined;
  /** What the request itself wrote in `model`. */
  modelAsked: string | null;
  /** All models of the call in their order, also those that the scope takes out. */
  route: readonly RouteModel[];
  /** Null when the request and its gate name no most; the key's own then holds. */
  maxOutputTokens: number | null | undefined;
  /** The most the call can cost with the models that the scope leaves; null when nobody knows. */
  worstCost: NanoUsd | null | undefined;
};

/**
 * Why a key with that scope may not do what is asked, or null when it may. Judges what is known: who calls from where and when
 * comes first, then what the call comes to. The preview asks the same of rows of the log.
 */
export function scopeVerdict(scope: KeyScope, facts: ScopeFacts): AppError | null {
  return (
    accessRefusal(scope, facts) ??
    endpointRefusal(scope, facts) ??
    networkRefusal(scope, facts) ??
    hoursRefusal(scope, facts) ??
    (facts.chosen === null ? null : chosenRefusal(scope, facts.chosen))
  );
}

function chosenRefusal(scope: KeyScope, chosen: ChosenFacts): AppError | null {
  return (
    gateRefusal(scope, chosen) ??
    modelRefusal(scope, chosen) ??
    outputRefusal(scope, chosen) ??
    costRefusal(scope, chosen)
  );
}

const LEVELS: readonly AccessLevel[] = ["none", "read", "write"];
const RESOURCE_WORDS: Readonly<Record<Resource, string>> = {
  inference: "models",
  gates: "gates",
  keys: "API keys",
  logs: "the log",
  providerKeys: "provider keys",
  prices: "prices",
  audit: "the audit trail",
  webhooks: "webhooks",
};

function accessRefusal({ access }: KeyScope, { needs }: ScopeFacts): AppError | null {
  if (access === undefined) return null;
  const lacking = needs.find(
    ([resource, need]) => LEVELS.indexOf(accessLevel(access, resource)) < LEVELS.indexOf(need),
  );
  if (lacking === undefined) return null;
  const [resource, need] = lacking;
  const words = RESOURCE_WORDS[resource];
  const asked =
    resource === "inference" && need === "write"
      ? "call models"
      : `${need === "write" ? "change" : "read"} ${words}`;
  const has =
    accessLevel(access, resource) === "read" ? `It may only read ${words}.` : `It has no access to ${words}.`;
  return new AppError("scope_access", `This key may not ${asked}. ${has}`);
}

function endpointRefusal({ endpoints }: KeyScope, { endpoint }: ScopeFacts): AppError | null {
  if (endpoints === undefined || endpoint === null || endpoints.includes(endpoint)) return null;
  const message = `This key may not use the endpoint ${endpoint}. It may use ${few(endpoints)}.`;
  return new AppError("scope_endpoint", message);
}

function networkRefusal({ networks }: KeyScope, { network }: ScopeFacts): AppError | null {
  if (networks === undefined) return null;
  const address = network === null ? null : parseNetwork(network);
  const allowed = `It may be used from ${few(networks)}.`;
  if (address === null) {
    const message = `This key may be used from some networks only, and the address of this request is not known. ${allowed}`;
    return new AppError("scope_network", message);
  }
  const isWithin = networks.some((one) => {
    const outer = parseNetwork(one);
    return outer !== null && containsNetwork(outer, address);
  });
  if (isWithin) return null;
  return new AppError("scope_network", `This key may not be used from ${network}. ${allowed}`);
}

function hoursRefusal({ hours }: KeyScope, { at }: ScopeFacts): AppError | null {
  if (hours === undefined || isOpenAt(hours, at)) return null;
  return new AppError(
    "scope_hours",
    `This key may not be used at this time. It works again from ${opensAgain(hours, at)}.`,
  );
}

function gateRefusal({ gates }: KeyScope, { gate }: ChosenFacts): AppError | null {
  if (gates === undefined || gate === undefined) return null;
  if (gate.id !== null && gates.includes(gate.id)) return null;
  const which = gate.name === null ? "this gate" : `the gate "${gate.name}"`;
  const count = gates.length === 1 ? "one other gate" : `${gates.length} other gates`;
  return new AppError("scope_gate", `This key may not use ${which}. It may use ${count}.`, {
    param: "gate_id",
  });
}

function modelRefusal(scope: KeyScope, { route, modelAsked }: ChosenFacts): AppError | null {
  if (scope.models === undefined && scope.providers === undefined) return null;
  // A model that the request names is not replaced by another one behind its back.
  const asked = route.find(([, model]) => model === modelAsked);
  const candidates = asked === undefined ? route : [asked];
  const [refused] = candidates;
  if (refused === undefined || candidates.some((model) => mayUseModel(scope, model))) return null;
  const [provider, model] = refused;
  const extras = { param: "model" };
  if (isOfProviders(scope, refused)) {
    const message = `This key may not use the model ${model}. It may use ${few(scope.models ?? [])}.`;
    return new AppError("scope_model", message, extras);
  }
  const message = `This key may not use models of the provider ${provider}, and ${model} is one. It may use those of ${few(scope.providers ?? [])}.`;
  return new AppError("scope_provider", message, extras);
}

function outputRefusal(scope: KeyScope, { maxOutputTokens: asked }: ChosenFacts): AppError | null {
  const { maxOutputTokens: most } = scope;
  if (most === undefined || asked === undefined || asked === null || asked <= most) return null;
  return new AppError(
    "scope_output",
    `This call may bring out up to ${asked} tokens, and this key may have at most ${most} from one. Ask for fewer.`,
  );
}

function costRefusal(scope: KeyScope, { worstCost, maxOutputTokens }: ChosenFacts): AppError | null {
  if (scope.maxCallNanoUsd === undefined || worstCost === undefined) return null;
  const most = BigInt(scope.maxCallNanoUsd);
  if (worstCost !== null && worstCost <= most) return null;
  const limit = `this key may spend at most $${usdDecimal(most)} on one`;
  if (worstCost !== null) {
    const message = `This call could cost up to $${usdDecimal(worstCost)}, and ${limit}. Ask for fewer output tokens or send less.`;
    return new AppError("scope_cost", message);
  }
  const why =
    maxOutputTokens === null && scope.maxOutputTokens === undefined
      ? "nothing bounds its output. Limit its output tokens in the request"
      : "the price of a model, or what the call uses of it, is not known. Set a price, or use another model";
  return new AppError("scope_cost", `Nobody can say what this call costs at worst, and ${limit}: ${why}.`);
}

const MOST_NAMES = 3;

/** Some names for a sentence: `a, b and c`, `a, b, c and 4 more`. */
function few(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES);
  const more = names.length - shown.length;
  const parts = more > 0 ? [...shown, `${more} more`] : shown;
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
