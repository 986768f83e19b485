import { z } from "zod";
import type { ErrorCode } from "@/lib/core/errors";
import type { Operation } from "@/lib/transport/operation";

/** Every code that a call through a gate can end with beside those of its key and body. */
export const INFERENCE_ERRORS = [
  "scope_endpoint",
  "scope_gate",
  "scope_model",
  "scope_provider",
  "scope_output",
  "scope_cost",
  "gate_not_given",
  "gate_not_found",
  "gate_wrong_task",
  "gate_model_unknown",
  "model_not_found",
  "override_not_allowed",
  "feature_not_supported",
  "provider_not_configured",
  "provider_rejected",
  "provider_rate_limited",
  "provider_failed",
  "provider_unreachable",
  "provider_timeout",
  "all_attempts_failed",
  "unavailable",
] as const satisfies readonly ErrorCode[];

/** The fields by which a body of OpenAI's shape names its gate. */
export const gateFields = {
  model: z.string().min(1).max(300).nullish().meta({
    description: "A gate's name or id (also as `layer/<gate>`), or a model the gate may run.",
  }),
  gate_id: z.string().optional().meta({ description: "A gate's id or name; wins over `model`." }),
  gateId: z.string().optional().meta({ description: "The same as `gate_id`." }),
  gate: z.string().optional().meta({ description: "The same as `gate_id`." }),
};

/** The header that names the gate. */
export const gateHeader = {
  "x-layer-gate-id": z
    .string()
    .optional()
    .meta({ description: "A gate's id or name, where the body names none." }),
};

/** Describes an endpoint that runs through a gate: what all of them have, and what the one says itself. */
export function inferenceOperation(
  own: Omit<Operation, "method" | "tag" | "auth" | "resource" | "headers" | "errors"> & {
    errors?: readonly ErrorCode[];
  },
): Operation {
  return {
    ...own,
    method: "POST",
    tag: "Inference",
    auth: true,
    resource: "inference",
    headers: z.object(gateHeader),
    errors: [...INFERENCE_ERRORS, ...(own.errors ?? [])],
  };
}
