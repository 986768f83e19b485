import { AppError } from "@/lib/core/errors";

// PostgreSQL error classes and codes (appendix A of its manual) that another try later may cure.
const CURABLE_CLASSES = ["08", "53", "57"];
const CURABLE_CODES = new Set([
  "40001",
  "40P01",
  "55P03",
  "25006",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/** True when a failed statement says nothing about the statement: the database is away, starting, full or busy. */
export function isOutage(error: unknown): boolean {
  if (error instanceof StatementTimeout) return true;
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  return CURABLE_CODES.has(code) || (code.length === 5 && CURABLE_CLASSES.includes(code.slice(0, 2)));
}

/** Who was asked did not answer in the time the caller has. Whether it was done is not known. */
export class StatementTimeout extends Error {
  constructor(afterMs: number, who: string) {
    super(`${who} did not answer within ${afterMs} ms.`);
    this.name = "StatementTimeout";
  }
}

/** Waits for an answer of `who`, at most `afterMs` milliseconds; throws `StatementTimeout` past that. */
export async function withinTime<T>(
  statement: PromiseLike<T>,
  afterMs: number,
  who = "The database",
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    // An answer that came while this process was busy is read before it counts as late.
    timer = setTimeout(() => setImmediate(() => reject(new StatementTimeout(afterMs, who))), afterMs);
  });
  try {
    return await Promise.race([statement, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Reads for as long as the caller's patience lasts: reading twice is harmless, so a broken connection is tried again.
 * `untilMs` is Unix milliseconds. Throws `AppError` unavailable when the database cannot answer until then.
 */
export async function withPatience<T>(read: (leftMs: number) => Promise<T>, untilMs: number): Promise<T> {
  for (;;) {
    const leftMs = untilMs - Date.now();
    if (leftMs <= 0) throw unavailable("those before have waited all the time there was");
    try {
      return await read(leftMs);
    } catch (error) {
      // Drizzle wraps the driver's error.
      const isCurable = isOutage(error) || (error instanceof Error && isOutage(error.cause));
      if (!isCurable) throw error;
      if (Date.now() + 100 >= untilMs) throw unavailable(error);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** What a client is told while the database is away: come back soon. Never "unknown key". `cannot` says what is not possible. */
export function unavailable(cause: unknown, cannot = "reach its database"): AppError {
  return new AppError("unavailable", `The service cannot ${cannot} at the moment. Try again shortly.`, {
    retryAfterSeconds: 1,
    cause,
  });
}
