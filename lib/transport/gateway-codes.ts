import type { ErrorCode } from "@/lib/core/errors";

/** What any endpoint that runs through a gate can answer with, beside what follows from its key and its body. */
export const GATEWAY_CODES = [
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
