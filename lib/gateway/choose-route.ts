import { AppError } from "@/lib/core/errors";
import type { AdmittedGate } from "@/lib/keys/admission";
import { priceFor } from "@/lib/prices/account-prices";
import {
  type Directory,
  type ResolvedModel,
  resolveGateModel,
  resolveModel,
} from "@/lib/providers/directory";
import type { Provider } from "@/lib/providers/provider";
import type { Caller } from "./authenticate";
import type { Call } from "./call";
import type { Ask } from "./read-ask";

declare const checked: unique symbol;

/** Where the request goes. */
export type Route = {
  readonly gate: AdmittedGate;
  readonly model: ResolvedModel;
  readonly provider: Provider;
  readonly [checked]: true;
};

/**
 * Which model answers? Throws gate_not_found or model_not_found (404), gate_not_given, override_not_allowed or
 * provider_not_configured (400).
 */
export async function chooseRoute(call: Call, caller: Caller, ask: Ask): Promise<Route> {
  const { gate } = caller.admission;
  const { ref, explicit, inModel } = caller.gateReference;
  if (explicit && gate?.named !== true) {
    throw new AppError("gate_not_found", `There is no gate with the id or name ${quoted(ref)}.`, {
      param: inModel ? "model" : "gate_id",
    });
  }
  if (gate === null) {
    throw new AppError(
      "gate_not_given",
      "Name a gate in `gate_id` or in `model`: this account has no default gate.",
      {
        param: "gate_id",
      },
    );
  }
  const modelIsGate = inModel && gate.named;
  const [directory, prices] = await Promise.all([
    call.deps.directoryOf(caller.admission),
    call.deps.pricesOf(caller.admission),
  ]);
  const asked = modelIsGate ? null : await overridingModel(directory, gate, explicit, ask);
  const model = asked ?? (await resolveGateModel(directory, gate.settings.model));
  if (model === null) throw notConfigured(gate.settings.model, "openai");
  call.trail.model = model;
  const [provider] = model.entry?.providers ?? [];
  if (provider === undefined) {
    throw model.entry?.failure ?? notConfigured(model.id, model.providerId);
  }
  const seller = model.kind.priceList ?? model.providerId;
  call.trail.price = priceFor(prices, seller, model.providerModel, call.startedAt);
  return { gate, model, provider } as Route;
}

/** The model a client asks for in place of the gate's; null when the gate's own answers. */
async function overridingModel(
  directory: Directory,
  gate: AdmittedGate,
  explicit: boolean,
  ask: Ask,
): Promise<ResolvedModel | null> {
  if (ask.model === null || ask.model === gate.settings.model) return null;
  const asked = await resolveModel(directory, ask.model);
  const allowed = allowsModel(gate);
  if (explicit) return allowed ? asked : null;
  if (asked === null) {
    throw new AppError("model_not_found", `Neither a gate nor a model is called ${quoted(ask.model)}.`, {
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

function allowsModel(gate: AdmittedGate): boolean {
  const { allowOverrides } = gate.settings;
  return typeof allowOverrides === "boolean" ? allowOverrides : allowOverrides.model === true;
}

function notConfigured(model: string, providerId: string): AppError {
  return new AppError(
    "provider_not_configured",
    `The model ${quoted(model)} needs a provider that this instance has no key for (${providerId}).`,
    { param: "model" },
  );
}

function quoted(text: string | null): string {
  return JSON.stringify((text ?? "").slice(0, 100));
}
