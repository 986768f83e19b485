import { lowestIdAt, type RequestId } from "@/lib/core/ids";
import type { TimeRange } from "@/lib/core/time";

/** Ids from `from` up to `to`, which does not belong to it. */
export type IdRange = { from: string; to: string };

const HIGHEST = (1n << 128n) - 1n;

/** The ids of requests that started in a span: an id says when its request started. Empty when the span ends before it begins. */
export function idsWithin({ from, to }: TimeRange): IdRange {
  return { from: lowestIdAt(from.getTime()), to: lowestIdAt(Math.max(from.getTime(), to.getTime())) };
}

/** The range of one id alone. */
export function onlyId(id: string): IdRange {
  return { from: id, to: idBeside(id, 1n) };
}

/** The part of a range that lies below an id. */
export function below(range: IdRange, id: string): IdRange {
  return compact(id) < compact(range.to) ? { from: range.from, to: id } : range;
}

/** The part of a range that lies above an id. */
export function above(range: IdRange, id: string): IdRange {
  return compact(id) < compact(range.from) ? range : { from: idBeside(id, 1n), to: range.to };
}

/** The id right behind another one, or right before it (`-1n`). */
export function idBeside(id: string, step: 1n | -1n): RequestId {
  const beside = BigInt(`0x${compact(id)}`) + step;
  const within = beside < 0n ? 0n : beside > HIGHEST ? HIGHEST : beside;
  const hex = within.toString(16).padStart(32, "0");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-") as RequestId;
}

/** When the request with an id started. */
export function startOf(id: string): Date {
  const ms = Number.parseInt(compact(id).slice(0, 12), 16);
  // No moment of JavaScript is later than this.
  return new Date(Math.min(ms, 8.64e15));
}

function compact(id: string): string {
  return id.replaceAll("-", "").toLowerCase();
}
