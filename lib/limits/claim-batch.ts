import { SECOND_MS } from "@/lib/core/time";
import { startOf } from "./calendar";
import type { Adjustment, Claim } from "./limit-store";
import type { RunningCounts } from "./running-counts";

/** A counter as `claim_limits` (drizzle/0014) is told of it: `starts` are Unix seconds. */
export type AskedCounter = Pick<Claim, "counter" | "window"> & {
  own: number;
  starts: number[];
  amounts: number[];
};

/** What one call claims of counters, which are named by their places, from 1 on. */
export type AskedCall = { places: number[]; limits: number[]; amounts: number[] };

/** The claims and corrections of a moment, each counter named once. */
export class ClaimBatch {
  readonly counters: AskedCounter[] = [];
  private readonly places = new Map<string, number>();

  constructor(private readonly running: RunningCounts) {}

  addCall(claims: readonly Claim[]): AskedCall {
    return {
      places: claims.map((claim) => this.placeOf(claim)),
      limits: claims.map(({ limit }) => limit),
      amounts: claims.map(({ amount }) => Math.min(amount, Number.MAX_SAFE_INTEGER)),
    };
  }

  addCorrection(correction: Adjustment): void {
    const counter = this.counters[this.placeOf(correction) - 1];
    const start = startOf(correction.window, correction.takenAtMs) / SECOND_MS;
    const known = counter?.starts.indexOf(start) ?? -1;
    if (known < 0) {
      counter?.starts.push(start);
      counter?.amounts.push(correction.amount);
    } else counter?.amounts.splice(known, 1, (counter.amounts[known] ?? 0) + correction.amount);
  }

  /** Tells how much of a counter runs on this instance, though nothing is claimed of it. */
  addRunning(counter: string): void {
    this.placeOf({ counter, window: "running" });
  }

  private placeOf({ counter, window }: Pick<Claim, "counter" | "window">): number {
    const known = this.places.get(counter);
    if (known !== undefined) return known;
    const own = window === "running" ? this.running.get(counter) : 0;
    const place = this.counters.push({ counter, window, own, starts: [], amounts: [] });
    this.places.set(counter, place);
    return place;
  }
}
