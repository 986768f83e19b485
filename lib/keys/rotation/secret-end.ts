import { AppError } from "@/lib/core/errors";
import { SECOND_MS } from "@/lib/core/time";
import { LONGEST_OVERLAP_SECONDS, type SecretEnd } from "./contract";

/**
 * The moment at which an old secret ends, or null for at once. `now` is the ledger's. Throws `invalid_field` for one that has
 * passed or is more than 90 days ahead.
 */
export function secretEndAt(end: SecretEnd, now: Date, param: string): Date | null {
  if (end === "now") return null;
  const at = typeof end === "number" ? new Date(now.getTime() + end * SECOND_MS) : end;
  const aheadSeconds = (at.getTime() - now.getTime()) / SECOND_MS;
  // Comparisons with what is no moment are false.
  if (aheadSeconds > 0 && aheadSeconds <= LONGEST_OVERLAP_SECONDS) return at;
  const passed = !(aheadSeconds > LONGEST_OVERLAP_SECONDS);
  throw new AppError(
    "invalid_field",
    passed
      ? "The moment at which the old secret ends has passed. Choose a later one, or stop it now."
      : "An old secret may go on for at most 90 days. Choose an earlier moment.",
    { param },
  );
}
