import type { Sql } from "postgres";
import { isOutage, StatementTimeout, withinTime } from "@/db/outage";
import { openSharedStore, type SharedStore, type SharedStoreOptions, type Stood } from "./shared-store";

type Row = { at_ms: number; taken: boolean[]; stood: Stood[] | null };

const CLAIM = `select at_ms, taken, stood from claim_limits($1::uuid, $2::text::json, $3::text::json, $4::float8)`;

/** Counts in the ledger, where one statement decides by the database's clock on all calls of a moment (drizzle/0014). */
export function openPostgresStore(sql: () => Sql, options: SharedStoreOptions = {}): SharedStore {
  const { running, nowMs = () => null, patienceMs = 1_000 } = options;
  return openSharedStore(
    {
      async count({ instance, counters, calls }) {
        const parameters = [instance, JSON.stringify(counters), JSON.stringify(calls), nowMs()];
        const statement = sql().unsafe<Row[]>(CLAIM, parameters, { prepare: true });
        const [row] = await withinTime(statement, patienceMs);
        if (row === undefined) throw new Error("The ledger did not say what it counted");
        return { atMs: row.at_ms, taken: row.taken, stood: row.stood ?? [] };
      },
      isBroken: (error) => isOutage(error) && !(error instanceof StatementTimeout) && !isLocked(error),
    },
    running,
  );
}

/** Somebody holds a counter for longer than a call waits. */
function isLocked(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "55P03";
}
