import { isOutage, unavailable } from "@/db/outage";
import { type AppError, toAppError } from "@/lib/core/errors";

/**
 * The error a door answers with, whatever was thrown: an `AppError` as it is, a database that is away as `unavailable`, and
 * all that nobody foresaw as `internal_error` without its inner words.
 */
export function doorError(thrown: unknown): AppError {
  // Drizzle wraps the driver's error, so causes are followed.
  for (let at = thrown; at instanceof Error; at = at.cause) if (isOutage(at)) return unavailable(thrown);
  return toAppError(thrown);
}
