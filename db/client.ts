import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres, { type Sql } from "postgres";
import { env } from "@/lib/env";

export type Database = PostgresJsDatabase;

/** One transaction or the database itself: what a helper takes that runs in either. */
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** Postgres' number of the type `timestamp with time zone` (catalogue pg_type). */
const TIMESTAMPTZ = 1184;

type Ledger = { sql: Sql; db: Database };

const shared = globalThis as typeof globalThis & { layerLedger?: Ledger };

/** Opens a pool on a database. The caller ends it; the app itself uses `ledger()`. */
export function openLedger(url: string, options: { max: number; applicationName?: string }): Ledger {
  const sql = postgres(url, {
    max: options.max,
    connect_timeout: 5,
    // After an outage the next attempt follows within a second, so the app is back within seconds of the database.
    backoff: (attempt: number) => Math.min(1, 0.05 * 2 ** attempt),
    onnotice: () => {},
    types: { bigint: postgres.BigInt },
    // Compiling a statement takes longer than any of ours runs.
    connection: {
      application_name: options.applicationName ?? "layer",
      statement_timeout: 30_000,
      jit: "off",
    },
  });
  const { parsers, serializers } = sql.options;
  const [parseMoment, serializeMoment] = [parsers[TIMESTAMPTZ], serializers[TIMESTAMPTZ]];
  const db = drizzle(sql);
  // Drizzle turns moments into plain text for the whole pool. Its columns read a Date as well, and statements beside it
  // (the admission of requests compares expiries) must get one.
  Object.assign(parsers, { [TIMESTAMPTZ]: parseMoment });
  Object.assign(serializers, { [TIMESTAMPTZ]: serializeMoment });
  return { sql, db };
}

/**
 * The pool of this process, opened at first use. The server and the pages are bundled apart, so it hangs on
 * `globalThis`: one process, one pool.
 */
export function ledger(): Ledger {
  shared.layerLedger ??= openLedger(env().DATABASE_URL, { max: env().DATABASE_POOL_SIZE });
  return shared.layerLedger;
}

/** Ends the pool of this process after running queries have finished, at most `timeoutSeconds` later. */
export async function closeLedger(timeoutSeconds: number): Promise<void> {
  const open = shared.layerLedger;
  shared.layerLedger = undefined;
  await open?.sql.end({ timeout: timeoutSeconds });
}
