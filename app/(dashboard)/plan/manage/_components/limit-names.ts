import { type PlanLimits, RATE_LIMITS } from "@/lib/core/rate-limits";

/** All that a plan limits, in the order in which it is shown. */
export const LIMIT_NAMES: ReadonlyArray<keyof PlanLimits> = [...RATE_LIMITS, "keys", "logDays"];
