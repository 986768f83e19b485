import { AppError } from "@/lib/core/errors";
import { env } from "@/lib/env";
import { expiryProblem } from "./expiry-problem";

/** The longest time until a key expires, in days, as whoever runs this instance set it; null when there is none. */
export function maxLifetimeDays(): number | null {
  const days = env().LAYER_MAX_KEY_LIFETIME_DAYS;
  return days === 0 ? null : days;
}

/** The moment as it may be stored. Throws `invalid_field` (param `expiresAt`) with a sentence. */
export function checkedExpiry(expiresAt: Date | null, now: Date): Date | null {
  const problem = expiryProblem(expiresAt, now, maxLifetimeDays());
  if (problem !== null) throw new AppError("invalid_field", problem, { param: "expiresAt" });
  return expiresAt;
}
