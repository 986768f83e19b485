import { AppError } from "@/lib/core/errors";
import type { AdmittedGate } from "@/lib/keys/admission";
import type { Caller } from "./authenticate";

/**
 * The gate that the request runs through. Throws gate_not_found (404) or, for an account without a default gate,
 * gate_not_given (400).
 */
export function gateOf(caller: Caller): AdmittedGate {
  const { gate } = caller.admission;
  const { ref, explicit, inModel } = caller.gateReference;
  if (explicit && gate?.named !== true) {
    throw new AppError("gate_not_found", `There is no gate with the id or name ${quoted(ref)}.`, {
      param: inModel ? "model" : "gate_id",
    });
  }
  if (gate !== null) return gate;
  const message = "Name a gate in `gate_id` or in `model`: this account has no default gate.";
  throw new AppError("gate_not_given", message, { param: "gate_id" });
}

/** What a client wrote, fit to be repeated in a sentence. */
export function quoted(text: string | null): string {
  return JSON.stringify((text ?? "").slice(0, 100));
}
