import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import type { Ctx } from "@/lib/context";
import type { LogStop } from "./contract";
import { above, below, idBeside } from "./id-range";
import type { LogConditions } from "./log-conditions";
import { stopAt } from "./stop-at";

export type WalkOptions = {
  /** Oldest first instead of newest first. */
  upwards?: boolean;
  /** How many rows are looked at in the first step; each step looks at up to twice as many, and at most at `most`. */
  first: number;
  most: number;
  /** No step is made that would take longer than is left of this time. At least one is made. */
  budgetMs: number;
  /** What a step needs to know of the rows besides `id` and `fits`: a select list over `requests r`. */
  columns?: SQL;
};

/** Postgres' codes for a statement that was stopped, by its time limit or by somebody. */
const STOPPED = "57014";
/** A step that could look at fewer rows than this is not made. */
const FEWEST = 200;
/** How long one step of a search may take, in milliseconds. */
const SEARCH_MS = 400;

/**
 * Looks through the rows that an index finds, step by step, each a bounded number of rows: however few of them fit, nobody waits
 * longer than the time there is. `outcome` selects from `step`, the rows of one step with `id` and `fits`; `take` is given what it
 * found and says whether that is enough. Returns where the walk stopped because its time was up, or null when it saw all or enough.
 */
export async function walkLog<Found extends Record<string, unknown>>(
  ctx: Pick<Ctx, "db" | "accountId">,
  conditions: LogConditions,
  options: WalkOptions,
  outcome: SQL,
  take: (found: Found[]) => boolean,
): Promise<LogStop | null> {
  const startedAt = performance.now();
  const { upwards = false } = options;
  let { ids } = conditions;
  let rows = options.first;
  const stop = () => stopAt(upwards ? idBeside(ids.from, -1n) : ids.to);
  const steps = async (db: Transaction | Ctx["db"]): Promise<LogStop | null> => {
    for (;;) {
      const stepAt = performance.now();
      const { found, edge } = await lookAt<Found>(db, { ...conditions, ids }, { ...options, rows }, outcome);
      const isEnough = take(found);
      if (edge === null || isEnough) return null;
      ids = upwards ? above(ids, edge) : below(ids, edge);
      const now = performance.now();
      // As many as there is time for, as fast as it went so far.
      const affordable = (rows * (startedAt + options.budgetMs - now)) / Math.max(1, now - stepAt);
      if (affordable < FEWEST) return stop();
      rows = Math.floor(Math.min(options.most, rows * 2, affordable));
    }
  };
  try {
    return await (conditions.isSearch ? withinTime(ctx, steps) : steps(ctx.db));
  } catch (thrown) {
    if (!wasStopped(thrown)) throw thrown;
    return stop();
  }
}

/** A search compares texts that strangers wrote with a text that a stranger wrote: Postgres itself stops it in time. */
function withinTime<T>({ db }: Pick<Ctx, "db">, run: (tx: Transaction) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(sql.raw(`set local statement_timeout = ${SEARCH_MS}`));
    return run(tx);
  });
}

type Step<Found> = { found: Found[]; edge: string | null };

async function lookAt<Found extends Record<string, unknown>>(
  db: Transaction | Ctx["db"],
  { ids, found, fits }: LogConditions,
  { rows, upwards = false, columns }: WalkOptions & { rows: number },
  outcome: SQL,
): Promise<Step<Found>> {
  const order = upwards ? sql`asc` : sql`desc`;
  const back = upwards ? sql`desc` : sql`asc`;
  const answer = await db.execute<Found & { edge: string | null; is_found: boolean | null }>(sql`
    with step as materialized (
      select r.id, ${fits === null ? sql`true` : sql`(${fits})`} as fits${columns === undefined ? sql`` : sql`, ${columns}`}
      from requests r
      where ${found} and r.id >= ${ids.from}::uuid and r.id < ${ids.to}::uuid
      order by r.id ${order} limit ${rows}
    ), bounds as (
      select case when (select count(*) from step) = ${rows} then (select id from step order by id ${back} limit 1) end as edge
    )
    select bounds.edge, outcome.* from bounds left join lateral (select true as is_found, o.* from (${outcome}) o) outcome on true`);
  return {
    found: answer.filter(({ is_found }) => is_found === true) as Found[],
    edge: answer[0]?.edge ?? null,
  };
}

function wasStopped(thrown: unknown): boolean {
  const cause = thrown instanceof Error ? (thrown.cause ?? thrown) : null;
  return typeof cause === "object" && cause !== null && "code" in cause && cause.code === STOPPED;
}
