import { bad, type Finding, good, skipped } from "./finding";

/** More than this is no delay of a network. */
const TOLERATED_MS = 60_000;

/** Compares this computer's clock with the `Date` of an answer that came at `atMs` of this clock. */
export function checkClock(date: string | null, atMs: number): Finding {
  const theirMs = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(theirMs)) return skipped("clock", "The server told no time.");
  const aheadMs = atMs - theirMs;
  if (Math.abs(aheadMs) <= TOLERATED_MS)
    return good("clock", "This computer and the server agree on the time.");
  return bad(
    "clock",
    `This computer is ${lengthOf(Math.abs(aheadMs))} ${aheadMs > 0 ? "ahead of" : "behind"} the server.`,
    "Let both set their clocks from the network (NTP): ends of keys, logs and signatures are told by them.",
  );
}

function lengthOf(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
