import { AppError } from "@/lib/core/errors";
import type { AdmittedGate } from "@/lib/keys/admission";
import type { PriceOverrides } from "@/lib/prices/account-prices";
import {
  type Directory,
  type ResolvedModel,
  resolveGateModel,
  resolveModel,
} from "@/lib/providers/directory";
import { speaks } from "@/lib/providers/speaks";
import type { Caller } from "./authenticate";
import type { Call } from "./call";
import type { ClientFormat } from "./formats/format";
import { allowsOverride } from "./gate-fields";
import { gateOf, quoted } from "./gate-of";
import { planModels } from "./plan-models";
import type { Ask } from "./read-ask";
import { takeTurn } from "./shares";

declare const checked: unique symbol;

/** Where the request goes: the models to try, in order, each once. */
export type Route = {
  readonly gate: AdmittedGate;
  /** The model that the request itself chose; null when the gate's own answer. */
  readonly asked: ResolvedModel | null;
  readonly models: readonly [ResolvedModel, ...ResolvedModel[]];
  /** The most output tokens that the key allows a call which names no most itself; null puts nothing into the request. */
  readonly outputLimit: number | null;
  /** What the account pays where it is not what the list says. */
  readonly prices: PriceOverrides;
  readonly [checked]: true;
};

/**
 * Which models answer, in which order? Throws gate_not_found or model_not_found (404), gate_not_given, gate_wrong_task,
 * gate_model_unknown, override_not_allowed, feature_not_supported or provider_not_configured (400).
 */
export async function chooseRoute(call: Call, caller: Caller, ask: Ask): Promise<Route> {
  const gate = gateOf(caller);
  const { settings } = gate;
  const { admission, gateReference } = caller;
  // Nearly always at hand; waiting for what is there would cost a promise for each.
  const [itsDirectory, itsPrices] = [call.deps.directoryOf(admission), call.deps.pricesOf(admission)];
  const directory = isPromise(itsDirectory) ? await itsDirectory : itsDirectory;
  const prices = isPromise(itsPrices) ? await itsPrices : itsPrices;
  const asks = ask.model !== null && ask.model !== settings.model && !(gateReference.inModel && gate.named);
  const asked = asks
    ? await overridingModel(call, gate, gateReference.explicit, directory, ask.model ?? "")
    : null;
  const plan = planOf(call, gate, asked);
  const models: ResolvedModel[] = [];
  for (const id of plan) {
    const found = id === asked?.id ? asked : resolveGateModel(directory, id);
    const model = isPromise(found) ? await found : found;
    // One that nobody has any more must not harm the others.
    if (model !== null) models.push(model);
  }
  const usable = usableModels(call, models);
  if (usable === null) throw modelUnknown(gate, plan[0] ?? settings.model);
  call.trail.route = usable;
  return { gate, asked, prices, models: usable, outputLimit: null } as unknown as Route;
}

/**
 * Those of the models that can answer the client's format and have somebody to ask; null when there are no models. One that
 * cannot answer helps nobody, but must not harm those that can. Throws what keeps the first from it when none is left.
 */
function usableModels(call: Call, models: readonly ResolvedModel[]): ResolvedModel[] | null {
  const [chosen] = models;
  if (chosen === undefined) return null;
  const able = models.filter(({ kind }) => call.format.translates || speaks(kind, call.format.wire));
  const [first] = able;
  call.trail.model = first ?? chosen;
  if (first === undefined) throw notSupported(chosen, call.format);
  // A key that cannot be used is never passed over in silence.
  if (first.entry?.failure) throw first.entry.failure;
  const usable = able.filter(({ entry }) => (entry?.providers.length ?? 0) > 0);
  if (usable.length === 0) throw notConfigured(first);
  return usable;
}

/** A model that a request chose may do another task than the gate is for; the gate's own models then have no part in it. */
function planOf(call: Call, gate: AdmittedGate, asked: ResolvedModel | null): string[] {
  const { taskType, takesAnyGate } = call.format;
  const isForTask = taskType === gate.settings.taskType;
  if (asked !== null && !isForTask) return [asked.id];
  if (isForTask || taskType === null || takesAnyGate === true) {
    return planModels(gate.settings, asked?.id ?? null, (weights) => takeTurn(turnsOf(call, gate), weights));
  }
  const message = `The gate "${gate.name}" is for ${gate.settings.taskType}, and this endpoint is for ${taskType}.`;
  throw new AppError("gate_wrong_task", message, { param: "gate_id" });
}

/** A trial takes no turn from the clients of its gate. */
function turnsOf(call: Call, gate: AdmittedGate): string {
  if (call.trail.trial === null && gate.id !== null) return gate.id;
  return `trial of ${gate.id ?? call.trail.admission?.accountId}`;
}

/** The model a client asks for in place of the gate's; null when the gate's own answers. */
async function overridingModel(
  call: Call,
  gate: AdmittedGate,
  explicit: boolean,
  directory: Directory,
  model: string,
): Promise<ResolvedModel | null> {
  const asked = await resolveModel(directory, model);
  const allowed = allowsOverride(gate.settings, "model");
  if (explicit) {
    // Clients must write some model; with the gate named outright, one that is none of ours means nothing.
    if (asked !== null && !allowed) call.trail.locked.push("model");
    return allowed ? asked : null;
  }
  if (asked === null) {
    throw new AppError("model_not_found", `Neither a gate nor a model is called ${quoted(model)}.`, {
      param: "model",
    });
  }
  if (!allowed) {
    throw new AppError(
      "override_not_allowed",
      `The gate "${gate.name}" does not let a request choose its model. Use its name as the model.`,
      { param: "model" },
    );
  }
  return asked;
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return value instanceof Promise;
}

function notSupported({ id, kind, providerId }: ResolvedModel, { wire, endpoint }: ClientFormat): AppError {
  return new AppError(
    "feature_not_supported",
    `The model ${quoted(id)} is one of ${kind.label} (${providerId}), which does not offer ${endpoint ?? wire}.`,
    { param: "model" },
  );
}

function modelUnknown(gate: AdmittedGate, id: string): AppError {
  const message = `The gate "${gate.name}" runs the model ${quoted(id)}, which no provider of this account has.`;
  return new AppError("gate_model_unknown", message, { param: "gate_id" });
}

function notConfigured({ id, providerId }: ResolvedModel): AppError {
  return new AppError(
    "provider_not_configured",
    `The model ${quoted(id)} needs a provider that neither this account nor this instance has a key for (${providerId}).`,
    { param: "model" },
  );
}
