import type { Sql } from "postgres";
import { isOutage, unavailable, withinTime } from "@/db/outage";
import type { AppError } from "@/lib/core/errors";
import type { SettledRequest } from "@/lib/metrics/request-metrics";
import type { CallTrace } from "@/lib/tracing/call-trace";
import { recordRequests } from "./record-requests";
import type { RequestRecord } from "./request-record";

export type SettlementLane = {
  /**
   * Resolves once the request is in the ledger. Throws `AppError` unavailable when the database stayed away for
   * the caller's patience; the record is kept and written when it returns. `isUnderWay` for an answer of which the client has
   * the beginning, so that its status has been told.
   */
  settle(record: RequestRecord, isUnderWay?: boolean, source?: RecordSource): Promise<void>;
  /** How many records are not written yet. */
  waiting(): number;
  /** Resolves when nothing waits to be written, or after `timeoutMs`; tells how many records are left. */
  drain(timeoutMs: number): Promise<number>;
};

export type SettlementOptions = {
  /** How long a caller waits for a database that is away, in milliseconds. */
  patienceMs?: number;
  /** Told of every record that had to be given up, with the reason. */
  onLost: (record: RequestRecord, reason: unknown) => void;
  /** Told of what is in the ledger now, each once; must not throw. */
  onRecorded?: ((settled: ReadonlyArray<RecordSource & { record: RequestRecord }>) => void) | undefined;
};

/** What is told of a record besides, to who counts those that are written. */
export type RecordSource = Omit<SettledRequest, "record"> & { trace: CallTrace | null };

type Waiting = {
  record: RequestRecord;
  source: RecordSource;
  isUnderWay: boolean;
  since: number;
  /** Undefined once the caller has been told; the record itself goes on waiting. */
  tell: { resolve: () => void; reject: (error: unknown) => void } | undefined;
};

const UNKNOWN_SOURCE: RecordSource = { gate: null, isModelKnown: false, trace: null };

const LARGEST_BATCH = 500;
const MOST_WAITING = 50_000;
const PAUSE_MS = 200;
const ATTEMPT_MS = 2_500;

/** Opens a lane that settles requests one transaction after another; those that end while one runs share the next one. */
export function openSettlementLane(sql: () => Sql, options: SettlementOptions): SettlementLane {
  const patienceMs = options.patienceMs ?? 5_000;
  let waiting: Waiting[] = [];
  let writing = false;
  /** How many records are on their way to the database. */
  let underWay = 0;

  async function write(): Promise<void> {
    if (writing) return;
    writing = true;
    // One turn of the event loop gathers what ends together.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const batch = waiting.splice(0, LARGEST_BATCH);
      underWay = batch.length;
      const failure = await attempt(batch);
      underWay = 0;
      if (failure === null) continue;
      waiting = [...batch, ...waiting];
      tellTheImpatient(failure);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    writing = false;
  }

  /** Null when the batch is done with; the outage when what is left of it should be tried again. */
  async function attempt(batch: Waiting[]): Promise<unknown> {
    try {
      const records = batch.map((entry) => entry.record);
      await withinTime(recordRequests(sql(), records), ATTEMPT_MS);
      for (const entry of batch) entry.tell?.resolve();
      options.onRecorded?.(batch.map(({ record, source }) => ({ ...source, record })));
      return null;
    } catch (error) {
      if (isOutage(error)) return error;
      const [only] = batch;
      if (batch.length > 1 || only === undefined) return attemptOneByOne(batch);
      options.onLost(only.record, error);
      only.tell?.reject(error);
      return null;
    }
  }

  /** A record that the database refuses must not take its neighbours with it. */
  async function attemptOneByOne(batch: Waiting[]): Promise<unknown> {
    for (let place = 0; place < batch.length; place++) {
      const failure = await attempt(batch.slice(place, place + 1));
      if (failure === null) continue;
      batch.splice(0, place);
      return failure;
    }
    return null;
  }

  function tellTheImpatient(failure: unknown): void {
    const now = Date.now();
    for (const entry of waiting) {
      if (entry.tell === undefined || now - entry.since < patienceMs) continue;
      const refusal = unavailable(failure);
      entry.tell.reject(refusal);
      entry.tell = undefined;
      entry.record = { ...entry.record, ...outcomeOf(refusal, entry) };
    }
  }

  return {
    waiting: () => waiting.length + underWay,
    settle(record, isUnderWay = false, source = UNKNOWN_SOURCE) {
      if (waiting.length >= MOST_WAITING) {
        options.onLost(record, "too many records wait for the database");
        return Promise.reject(unavailable("too many records wait for the database"));
      }
      return new Promise((resolve, reject) => {
        waiting.push({ record, source, isUnderWay, since: Date.now(), tell: { resolve, reject } });
        void write();
      });
    },
    async drain(timeoutMs) {
      const until = Date.now() + timeoutMs;
      while ((writing || waiting.length > 0) && Date.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return waiting.length + underWay;
    },
  };
}

const CLIENT_LEFT = 499;

/** The client was not given its whole answer: the row says what it was told instead, and keeps what was used. */
function outcomeOf(refusal: AppError, { record, isUnderWay }: Waiting): Partial<RequestRecord> {
  // Nothing was told to one that had left.
  if (record.status === CLIENT_LEFT) return {};
  const status = isUnderWay ? record.status : refusal.status;
  return { status, errorCode: refusal.code, errorMessage: refusal.message };
}
