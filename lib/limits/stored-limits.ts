import type { RateLimits } from "@/lib/core/rate-limits";

/** Limits as they are stored: those that limit nothing are null. */
export function storedLimits(limits: RateLimits | null): RateLimits | null {
  return limits === null || Object.keys(limits).length === 0 ? null : limits;
}
