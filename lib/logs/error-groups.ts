import { and, eq, inArray, sql } from "drizzle-orm";
import { gates } from "@/db/schema/gates";
import { apiKeys } from "@/db/schema/keys";
import type { Ctx } from "@/lib/context";
import type { GateId, KeyId, RequestId } from "@/lib/core/ids";
import type { ErrorGroup, ErrorGroups, LogFilter } from "./contract";
import { startOf } from "./id-range";
import { hasCorrections, logConditions } from "./log-conditions";
import { walkLog } from "./walk-log";

type Reader = Pick<Ctx, "db" | "accountId">;
type Found = {
  error_code: string;
  provider: string | null;
  cause: string | null;
  message: string | null;
  count: string;
  first: RequestId;
  last: RequestId;
  keys: KeyId[];
  gates: GateId[];
};
type Group = Omit<ErrorGroup, "keys" | "gates"> & { keys: Set<KeyId>; gates: Set<GateId> };

/** How long failures may be counted. */
const BUDGET_MS = 60;
const MOST_GROUPS = 100;
/** What differs from request to request, for Postgres: quoted values, and words with a digit such as numbers and ids. */
const PARTICULAR = `"[^"]*"|'[^']*'|[\\w-]*\\d[\\w-]*`;
/** What is left of times and of numbers with commas. Counted repetitions and nested ones make Postgres ten times slower. */
const SEVERAL = /…(?:[.,:]…)+/g;

/** What failed, by code and cause, the most frequent first, of at most a hundred causes. */
export async function errorGroups(ctx: Reader, filter: LogFilter): Promise<ErrorGroups> {
  if (filter.failed === false) return { groups: [], countedSince: null };
  const conditions = logConditions(ctx, { ...filter, failed: true }, await hasCorrections(ctx, filter));
  const groups = new Map<string, Group>();
  const columns = sql`r.error_code, r.provider, left(r.error_message, 500) as message,
    regexp_replace(left(r.error_message, 500), ${PARTICULAR}, '…', 'g') as cause, r.key_id, r.gate_id`;
  const stopped = await walkLog<Found>(
    ctx,
    conditions,
    { first: 4_000, most: 16_000, budgetMs: BUDGET_MS, columns },
    sql`select error_code, provider, cause, (array_agg(message order by id desc))[1] as message, count(*)::text as count, (array_agg(id order by id))[1] as first,
        (array_agg(id order by id desc))[1] as last, array_agg(distinct key_id) as keys, array_remove(array_agg(distinct gate_id), null) as gates
        from step where fits group by 1, 2, 3`,
    (rows) => {
      for (const row of rows) addTo(groups, row);
      return false;
    },
  );
  const top = [...groups.values()].toSorted((a, b) => b.count - a.count).slice(0, MOST_GROUPS);
  return { groups: await withNames(ctx, top), countedSince: stopped?.at ?? null };
}

function addTo(groups: Map<string, Group>, row: Found): void {
  const cause = row.cause?.replace(SEVERAL, "…") ?? null;
  const name = JSON.stringify([row.error_code, row.provider, cause]);
  const [firstAt, lastAt] = [startOf(row.first), startOf(row.last)];
  const group = groups.get(name);
  if (group === undefined) {
    groups.set(name, {
      errorCode: row.error_code,
      cause,
      message: row.message,
      provider: row.provider,
      count: Number(row.count),
      firstAt,
      lastAt,
      latestRequestId: row.last,
      keys: new Set(row.keys),
      gates: new Set(row.gates),
    });
    return;
  }
  group.count += Number(row.count);
  for (const id of row.keys) group.keys.add(id);
  for (const id of row.gates) group.gates.add(id);
  if (firstAt < group.firstAt) group.firstAt = firstAt;
  if (row.last > group.latestRequestId) {
    Object.assign(group, { latestRequestId: row.last, lastAt, message: row.message });
  }
}

async function withNames({ db, accountId }: Reader, groups: Group[]): Promise<ErrorGroup[]> {
  const keyIds = [...new Set(groups.flatMap(({ keys }) => [...keys]))];
  const gateIds = [...new Set(groups.flatMap((group) => [...group.gates]))];
  const [keys, ofGates] = await Promise.all([
    db
      .select({ id: apiKeys.id, name: apiKeys.name })
      .from(apiKeys)
      .where(and(eq(apiKeys.accountId, accountId), inArray(apiKeys.id, keyIds))),
    db
      .select({ id: gates.id, name: gates.name })
      .from(gates)
      .where(and(eq(gates.accountId, accountId), inArray(gates.id, gateIds))),
  ]);
  const names = new Map<string, string>([...keys, ...ofGates].map(({ id, name }) => [id, name]));
  return groups.map((group) => ({
    ...group,
    keys: [...group.keys].map((id) => ({ id, name: names.get(id) ?? null })),
    gates: [...group.gates].map((id) => ({ id, name: names.get(id) ?? null })),
  }));
}
