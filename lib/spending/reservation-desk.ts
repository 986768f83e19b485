import { randomUUID } from "node:crypto";
import type { Sql } from "postgres";
import { withinTime, withPatience } from "@/db/outage";
import { askOnceIfRefused } from "@/lib/core/ask-once-if-refused";
import { Batcher } from "@/lib/core/batcher";
import type { RequestId } from "@/lib/core/ids";
import type { NanoUsd } from "@/lib/core/money";
import { MINUTE_MS, SECOND_MS } from "@/lib/core/time";
import type { ReachedLimit, SpendingCall } from "./spending-call";

export type ReservationDesk = {
  /**
   * Reserves what a call may cost in every limit that blocks and holds it: null when it may go on, else the limits in its way, and
   * nothing is reserved. Its row in the log settles it. Throws `AppError` unavailable when the database cannot answer.
   */
  reserve(call: SpendingCall): Promise<ReachedLimit[] | null>;
  /** Says that a call has ended, so that this instance need not show itself for it any more. */
  forget(id: RequestId): void;
};

type Told = { turn: string; is_reserved: boolean; reached: ReachedRow[] | null };
type ReachedRow = Record<"amount" | "spent" | "reserved", string> & {
  asked: string | null;
  resetsAt: string | null;
} & Pick<ReachedLimit, "limitId" | "scope" | "holderId" | "period" | "zone" | "countsOwnKeys">;

const RESERVE = `select turn::text, is_reserved, reached from reserve_spending($1::uuid, $2::text::json)`;
const SHOW = `insert into limit_instances (id, seen_at) values ($1::uuid, clock_timestamp())
  on conflict (id) do update set seen_at = excluded.seen_at`;

/** How often an instance with calls under way shows itself. What one reserved that was not seen for 30 seconds is given back. */
const SHOW_EVERY_MS = 5 * SECOND_MS;
/** Days, weeks and months begin at a whole quarter of an hour in every zone. */
const QUARTER_MS = 15 * MINUTE_MS;
/** More than any limit, and still a bigint of Postgres when several are added up. */
const BEYOND_ALL_LIMITS: NanoUsd = 2_000_000_000_000_000_000n;

type Waiting = SpendingCall & { untilMs: number };

/** Opens a desk that reserves in the ledger, for all instances together; calls that arrive together share a statement. */
export function openReservationDesk(sql: () => Sql, patienceMs = 3_000): ReservationDesk {
  const instance = randomUUID();
  const open = new Set<RequestId>();
  let timer: NodeJS.Timeout | undefined;

  // Reserving again what is reserved changes nothing, so a statement whose end is not known is simply repeated.
  const batcher = new Batcher<Waiting, ReachedLimit[] | null>(
    (calls) => withPatience((leftMs) => ask(sql(), instance, calls, leftMs), calls.at(-1)?.untilMs ?? 0),
    { maxSize: 200, maxRunning: 1 },
  );
  const reserve = askOnceIfRefused(
    (call: SpendingCall) => batcher.add({ ...call, untilMs: Date.now() + patienceMs }),
    { likeness, isRefused: (reached) => reached !== null },
  );

  function show(): void {
    if (open.size > 0)
      return void sql()
        .unsafe(SHOW, [instance])
        .catch(() => {});
    clearInterval(timer);
    timer = undefined;
  }

  return {
    async reserve(call) {
      open.add(call.id);
      timer ??= setInterval(show, SHOW_EVERY_MS).unref();
      return reserve(call);
    },
    forget(id) {
      open.delete(id);
    },
  };
}

/** The same for calls that the same limits hold, in the same periods, and that may cost the same. */
function likeness({ accountId, keyId, gateId, startedAt, worst, worstOfInstance }: SpendingCall): string {
  return [
    accountId,
    keyId,
    gateId,
    worst,
    worstOfInstance,
    Math.floor(startedAt.getTime() / QUARTER_MS),
  ].join(" ");
}

async function ask(
  sql: Sql,
  instance: string,
  calls: SpendingCall[],
  leftMs: number,
): Promise<Array<ReachedLimit[] | null>> {
  const statement = sql.unsafe<Told[]>(RESERVE, [instance, JSON.stringify(calls.map(toRow))], {
    prepare: true,
  });
  const rows = await withinTime(statement, leftMs);
  const answers = new Map(rows.map((row) => [Number(row.turn), row]));
  return calls.map((_, place) => {
    const row = answers.get(place + 1);
    if (row === undefined) throw new Error("The ledger did not say whether it reserved");
    return row.is_reserved ? null : (row.reached ?? []).map(readReached);
  });
}

function toRow({ id, accountId, keyId, gateId, startedAt, worst, worstOfInstance }: SpendingCall) {
  return {
    id,
    account_id: accountId,
    key_id: keyId,
    gate_id: gateId,
    at: startedAt,
    worst: capped(worst),
    worst_of_instance: capped(worstOfInstance),
  };
}

function capped(worst: NanoUsd | null): string | null {
  return worst !== null && worst > BEYOND_ALL_LIMITS
    ? BEYOND_ALL_LIMITS.toString()
    : (worst?.toString() ?? null);
}

function readReached({ amount, spent, reserved, asked, resetsAt, ...facts }: ReachedRow): ReachedLimit {
  return {
    ...facts,
    amount: BigInt(amount),
    spent: BigInt(spent),
    reserved: BigInt(reserved),
    asked: asked === null ? null : BigInt(asked),
    resetsAt: resetsAt === null ? null : new Date(resetsAt),
  };
}
