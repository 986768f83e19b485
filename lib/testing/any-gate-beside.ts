import fc from "fast-check";
import { RATE_LIMITS } from "@/lib/core/rate-limits";

/** Anything that a gate can have beside its settings, as the API takes it; all of it is there. */
export const anyGateBeside = fc.record({
  spendingLimit: fc.constantFrom("0", "12.5", "1000.000000001"),
  spendingLimitPeriod: fc.constantFrom("monthly" as const, "daily" as const),
  spendingEnforcement: fc.constantFrom("alert_only" as const, "block" as const),
  limits: fc.dictionary(fc.constantFrom(...RATE_LIMITS), fc.integer({ min: 0, max: 1e9 }), {
    minKeys: 1,
    noNullPrototype: true,
  }),
  payloads: fc.record({
    store: fc.boolean(),
    keepDays: fc.integer({ min: 1, max: 90 }),
    redact: fc.subarray(["content", "a: b", "#c", "été"]),
  }),
});
