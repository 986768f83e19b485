import { type SQL, sql } from "drizzle-orm";
import type { Tokens } from "../contract";

/** Token sums as Postgres hands them over. */
export type TokenRow = Record<
  "input" | "cached" | "write" | "write1h" | "output" | "audio_in" | "audio_out",
  string | null
>;

/** The select list of `TokenRow`, over the rows of `which`; `prefix` names the columns apart. */
export function tokenColumns(
  alias: "u" | "r",
  { prefix = "", which = sql`true` }: { prefix?: string; which?: SQL } = {},
) {
  const sum = (column: string, name: string) =>
    sql`sum(${sql.raw(`${alias}.${column}`)}) filter (where ${which})::text as ${sql.raw(prefix + name)}`;
  const columns = [
    sum("input_tokens", "input"),
    sum("cached_input_tokens", "cached"),
    sum("cache_write_tokens", "write"),
    sum("cache_write_1h_tokens", "write1h"),
    sum("output_tokens", "output"),
    sum("audio_input_tokens", "audio_in"),
    sum("audio_output_tokens", "audio_out"),
  ];
  return sql.join(columns, sql`, `);
}

export function tokensOf(row: Record<string, string | null>, prefix = ""): Tokens {
  const count = (name: keyof TokenRow) => Number(row[prefix + name] ?? 0);
  return {
    input: count("input"),
    cachedInput: count("cached"),
    cacheWrite: count("write"),
    cacheWrite1h: count("write1h"),
    output: count("output"),
    audioInput: count("audio_in"),
    audioOutput: count("audio_out"),
  };
}
