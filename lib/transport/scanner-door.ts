import { ledger } from "@/db/client";
import { openAllowance } from "@/lib/core/allowance";
import { AppError } from "@/lib/core/errors";
import { MINUTE_MS, SECOND_MS, systemClock } from "@/lib/core/time";
import { actOnReport, type ScanReport } from "@/lib/keys/scan/act-on-report";
import { clientFacts, originOf } from "./client-facts";
import { faultFacts } from "./fault-facts";
import { log } from "./log";

const MOST_PER_MINUTE = 30;
const allowance = openAllowance({ most: MOST_PER_MINUTE, windowMs: MINUTE_MS });

/** Takes one of the reports that a network may send to this instance in a minute. Throws `too_many_attempts`. */
export function takeReport(request: Request): void {
  const waitMs = allowance.take(clientFacts(request.headers).subscriber, Date.now());
  if (waitMs === 0) return;
  throw new AppError(
    "too_many_attempts",
    "Too many reports from this network. Send the rest a little later.",
    {
      retryAfterSeconds: Math.max(1, Math.ceil(waitMs / SECOND_MS)),
    },
  );
}

/** What the account's policies want is done; returns the texts that are secrets of live keys. */
export function actOn(request: Request, report: ScanReport): Promise<ReadonlySet<string>> {
  const origin = originOf(clientFacts(request.headers));
  return actOnReport({ db: ledger().db, clock: systemClock, origin }, report);
}

/** The same once the answer is on its way, so that neither its words nor its time tell whether a key exists. */
export function actOnLater(request: Request, report: ScanReport): void {
  setImmediate(() => {
    actOn(request, report).catch((thrown: unknown) =>
      log().error(faultFacts(thrown), "A report of a leaked key was not acted on"),
    );
  });
}
