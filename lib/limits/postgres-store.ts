import { randomUUID } from "node:crypto";
import type { Sql } from "postgres";
import { isOutage, StatementTimeout, withinTime } from "@/db/outage";
import { Batcher } from "@/lib/core/batcher";
import { SECOND_MS } from "@/lib/core/time";
import { type AskedCall, type AskedCounter, ClaimBatch } from "./claim-batch";
import type { Adjustment, Claim, ClaimAnswer, LimitStore } from "./limit-store";
import { openMemoryStore } from "./memory-store";
import { RunningCounts } from "./running-counts";

/** How often an instance tells what it has running, in milliseconds. It is forgotten after 20 seconds without. */
const BEAT_MS = 5 * SECOND_MS;

export type PostgresStore = LimitStore & {
  /** Tells the ledger all that runs here. Throws when the ledger is away. */
  reach(): Promise<void>;
};

export type PostgresStoreOptions = {
  /** What runs on this instance; shared with whoever counts while the ledger is away. */
  running?: RunningCounts;
  /** The time in Unix milliseconds; the database's own without it. */
  nowMs?: () => number;
  /** How long a statement may take, in milliseconds. */
  patienceMs?: number;
};

type Stood = { starts: number[]; amounts: number[]; others: number };
type Row = { at_ms: number; taken: boolean[]; stood: Stood[] | null };
/** What the ledger said, and of which counters. */
type Told = Row & { counters: AskedCounter[] };

const CLAIM = `select at_ms, taken, stood from claim_limits($1::uuid, $2::text::json, $3::text::json, $4::float8)`;

/**
 * Counts in the ledger, for all instances together. Calls that arrive together share a statement, which decides on all of them by
 * the database's clock (drizzle/0014). What this instance has running is told whole each time, so that a statement whose end is not
 * known is put right by the next one. Corrections are not waited for; those that the ledger does not hear of are lost.
 */
export function openPostgresStore(sql: () => Sql, options: PostgresStoreOptions = {}): PostgresStore {
  const { running = new RunningCounts(), nowMs = () => null, patienceMs = 1_000 } = options;
  const instance = randomUUID();
  const untold = new Set<string>();
  let corrections: Adjustment[] = [];
  let beat: NodeJS.Timeout | undefined;

  const batcher = new Batcher<readonly Claim[], ClaimAnswer>(ask, { maxSize: 200, maxRunning: 1 });

  async function ask(calls: Array<readonly Claim[]>): Promise<ClaimAnswer[]> {
    const batch = new ClaimBatch(running);
    const asked = calls.map((claims) => batch.addCall(claims));
    for (const correction of corrections) batch.addCorrection(correction);
    for (const counter of untold) batch.addRunning(counter);
    corrections = [];
    untold.clear();
    try {
      return answersOf(await tellTwice(batch.counters, asked), calls);
    } catch (error) {
      // Whether it was counted is not known.
      for (const { counter, window } of batch.counters) if (window === "running") untold.add(counter);
      keepBeating();
      throw error;
    }
  }

  /** A connection that broke is tried again at once. Rather a call is counted twice than a correction made twice. */
  async function tellTwice(counters: AskedCounter[], calls: AskedCall[]): Promise<Told> {
    try {
      return await tell(counters, calls);
    } catch (error) {
      if (!isOutage(error) || error instanceof StatementTimeout) throw error;
      return await tell(
        counters.map((counter) => ({ ...counter, starts: [], amounts: [] })),
        calls,
      );
    }
  }

  async function tell(counters: AskedCounter[], calls: AskedCall[]): Promise<Told> {
    const runs = counters.some(({ window }) => window === "running");
    const parameters = [runs ? instance : null, JSON.stringify(counters), JSON.stringify(calls), nowMs()];
    const statement = sql().unsafe<Row[]>(CLAIM, parameters, { prepare: true });
    const [row] = await withinTime(statement, patienceMs);
    if (row === undefined) throw new Error("The ledger did not say what it counted");
    return { ...row, counters };
  }

  /** What was counted, and how all of it stood call by call: as one process would have counted from where it stood before. */
  function answersOf({ counters, ...row }: Told, calls: Array<readonly Claim[]>): ClaimAnswer[] {
    const before = new RunningCounts();
    const replay = openMemoryStore(() => row.at_ms, before);
    for (const [place, { counter, window, own, starts, amounts }] of counters.entries()) {
      const stood = row.stood?.[place] ?? { starts: [], amounts: [], others: 0 };
      if (window === "running") before.add(counter, own + stood.others);
      const change = (start: number, amount = 0) => ({
        counter,
        window,
        amount,
        takenAtMs: start * SECOND_MS,
      });
      replay.adjust(stood.starts.map((start, at) => change(start, stood.amounts[at])));
      replay.adjust(starts.map((start, at) => change(start, amounts[at])));
    }
    return calls.map((claims, at) => {
      const answer = { ...replay.claim(claims), isTaken: row.taken[at] === true };
      if (answer.isTaken) count(claims);
      return answer;
    });
  }

  function count(claims: readonly Claim[]): void {
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
    await batcher.add([]);
  }

  return {
    claim: (claims) => batcher.add(claims),
    adjust(adjustments) {
      for (const adjustment of adjustments) {
        if (adjustment.window !== "running") corrections.push(adjustment);
        else {
          running.add(adjustment.counter, adjustment.amount);
          untold.add(adjustment.counter);
        }
      }
      batcher.add([]).catch(() => {});
    },
    reach,
  };
}
