import { randomUUID } from "node:crypto";
import { askOnceIfRefused } from "@/lib/core/ask-once-if-refused";
import { Batcher } from "@/lib/core/batcher";
import { SECOND_MS } from "@/lib/core/time";
import { type AskedCall, type AskedCounter, ClaimBatch } from "./claim-batch";
import type { Adjustment, Claim, ClaimAnswer } from "./limit-store";
import { openMemoryStore } from "./memory-store";
import { RunningCounts } from "./running-counts";

/** How often an instance tells what it has running, in milliseconds. It is forgotten after 20 seconds without. */
const BEAT_MS = 5 * SECOND_MS;

/** A `LimitStore` that all instances count in. */
export type SharedStore = {
  claim(claims: readonly Claim[]): Promise<ClaimAnswer>;
  adjust(adjustments: readonly Adjustment[]): void;
  /** Tells the store all that runs here. Throws when it is away. */
  reach(): Promise<void>;
};

export type SharedStoreOptions = {
  /** What runs on this instance; shared with whoever counts while the store is away. */
  running?: RunningCounts;
  /** The time in Unix milliseconds; the store's own without it. */
  nowMs?: () => number;
  /** How long an answer may take, in milliseconds. */
  patienceMs?: number;
};

export type AskedBatch = {
  /** Who asks, when it has something running. */
  instance: string | null;
  counters: AskedCounter[];
  calls: AskedCall[];
};

/** How a counter stood before: `starts` are Unix seconds, `others` is what runs on other instances. */
export type Stood = { starts: number[]; amounts: number[]; others: number };

/** Which calls were counted, how the counters stood before, in their order, and when by the store's clock. */
export type Counted = { atMs: number; taken: boolean[]; stood: Stood[] };

/** What decides on a batch of calls, each call's claims all or none, in one step that nobody else comes between. */
export type Tally = {
  count(batch: AskedBatch): Promise<Counted>;
  /** True when an error means that only the connection broke, so that it may be asked again at once. */
  isBroken(error: unknown): boolean;
};

/** What is claimed, and how many questions had ended then. */
type Waiting = { claims: readonly Claim[]; turn: number };

/**
 * Counts for all instances together. Calls that arrive together are asked for together. What this instance has running is told whole
 * each time, so that a question whose end is not known is put right by the next one. Corrections are not waited for; those that the
 * store does not hear of are lost.
 */
export function openSharedStore(tally: Tally, running = new RunningCounts()): SharedStore {
  const instance = randomUUID();
  const untold = new Set<string>();
  let corrections: Adjustment[] = [];
  let beat: NodeJS.Timeout | undefined;
  let failure = { turn: -1, cause: undefined as unknown };
  let turn = 0;

  const batcher = new Batcher<Waiting, ClaimAnswer>(askInTurn, { maxSize: 200, maxRunning: 1 });

  const add = (claims: readonly Claim[]) => batcher.add({ claims, turn });

  const claim = askOnceIfRefused(add, {
    likeness: (claims) =>
      claims.map(({ counter, window, limit, amount }) => [counter, window, limit, amount].join(" ")).join(),
    isRefused: ({ isTaken }) => !isTaken,
  });

  /** Calls that waited for a question that failed fail with it: nobody waits for a store that is away twice. */
  async function askInTurn(waiting: Waiting[]): Promise<ClaimAnswer[]> {
    if (waiting.every((call) => call.turn === failure.turn)) throw failure.cause;
    const mine = turn;
    try {
      return await ask(waiting.map(({ claims }) => claims));
    } catch (cause) {
      failure = { turn: mine, cause };
      throw cause;
    } finally {
      turn += 1;
    }
  }

  async function ask(calls: Array<readonly Claim[]>): Promise<ClaimAnswer[]> {
    const batch = new ClaimBatch(running);
    const asked = calls.map((claims) => batch.addCall(claims));
    for (const correction of corrections) batch.addCorrection(correction);
    for (const counter of untold) batch.addRunning(counter);
    corrections = [];
    untold.clear();
    try {
      return await countTwice(batch.counters, asked, calls);
    } catch (error) {
      // Whether it was counted is not known.
      for (const { counter, window } of batch.counters) if (window === "running") untold.add(counter);
      keepBeating();
      throw error;
    }
  }

  /** A connection that broke is tried again at once. Rather a call is counted twice than a correction made twice. */
  async function countTwice(
    counters: AskedCounter[],
    asked: AskedCall[],
    calls: Array<readonly Claim[]>,
  ): Promise<ClaimAnswer[]> {
    try {
      return await count(counters, asked, calls);
    } catch (error) {
      if (!tally.isBroken(error)) throw error;
      const uncorrected = counters.map((counter) => ({ ...counter, starts: [], amounts: [] }));
      return await count(uncorrected, asked, calls);
    }
  }

  async function count(counters: AskedCounter[], asked: AskedCall[], calls: Array<readonly Claim[]>) {
    const runs = counters.some(({ window }) => window === "running");
    const counted = await tally.count({ instance: runs ? instance : null, counters, calls: asked });
    return answersOf(counted, counters, calls);
  }

  /** What was counted, and how all of it stood call by call: as one process would have counted from where it stood before. */
  function answersOf(
    { atMs, taken, stood }: Counted,
    counters: AskedCounter[],
    calls: Array<readonly Claim[]>,
  ): ClaimAnswer[] {
    const before = new RunningCounts();
    const replay = openMemoryStore(() => atMs, before);
    for (const [place, { counter, window, own, starts, amounts }] of counters.entries()) {
      const known = stood[place] ?? { starts: [], amounts: [], others: 0 };
      if (window === "running") before.add(counter, own + known.others);
      const change = (start: number, amount = 0) => ({
        counter,
        window,
        amount,
        takenAtMs: start * SECOND_MS,
      });
      replay.adjust(known.starts.map((start, at) => change(start, known.amounts[at])));
      replay.adjust(starts.map((start, at) => change(start, amounts[at])));
    }
    return calls.map((claims, at) => {
      const answer = { ...replay.claim(claims), isTaken: taken[at] === true };
      if (answer.isTaken) note(claims);
      return answer;
    });
  }

  function note(claims: readonly Claim[]): void {
    for (const { counter, window, amount } of claims) {
      if (window !== "running" || amount === 0) continue;
      running.add(counter, amount);
      keepBeating();
    }
  }

  function keepBeating(): void {
    beat ??= setInterval(() => {
      if (running.counters().length > 0 || untold.size > 0) return void reach().catch(() => {});
      clearInterval(beat);
      beat = undefined;
    }, BEAT_MS).unref();
  }

  async function reach(): Promise<void> {
    for (const counter of running.counters()) untold.add(counter);
    await add([]);
  }

  return {
    claim,
    adjust(adjustments) {
      for (const adjustment of adjustments) {
        if (adjustment.window !== "running") corrections.push(adjustment);
        else {
          running.add(adjustment.counter, adjustment.amount);
          untold.add(adjustment.counter);
        }
      }
      add([]).catch(() => {});
    },
    reach,
  };
}
