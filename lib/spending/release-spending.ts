import type { Sql } from "postgres";
import { SECOND_MS } from "@/lib/core/time";

/** How long an instance with calls under way may not show itself until what it reserved is given back. */
const SILENCE_MS = 30 * SECOND_MS;

/**
 * Gives back what was reserved for calls that nobody will settle: of an instance that is gone, of calls that are in the log, and of
 * those that are older than any call gets. Tells how many reservations that were. A call that is recorded meanwhile is counted once.
 */
export async function releaseSpending(
  sql: Sql,
  { longestCallMs, silenceMs = SILENCE_MS }: { longestCallMs: number; silenceMs?: number },
): Promise<number> {
  const [row] = await sql<{ released: number }[]>`
    select release_spending(${longestCallMs} * interval '1 millisecond', ${silenceMs} * interval '1 millisecond')::int as released`;
  return row?.released ?? 0;
}
