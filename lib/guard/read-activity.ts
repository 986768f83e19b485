import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { type AccountId, type GateId, type KeyId, lowestIdAt } from "@/lib/core/ids";
import type { KeyGuard } from "@/lib/core/key-guard";
import type { TimeRange } from "@/lib/core/time";
import { guardOf } from "./guard-of";

/** A key and the account it belongs to. */
export type KeyRef = { accountId: AccountId; keyId: KeyId };

/** That a key used a model, within a span. */
export type ModelUse = KeyRef & {
  model: string;
  gateId: GateId | null;
  /** Whether the caller named the model, or a gate chose it. */
  isChosen: boolean;
  /** When it was first used in the span, in Unix milliseconds. */
  at: number;
};

/** A key that may be noticed. */
export type WatchedKey = KeyRef & { name: string; guard: KeyGuard };

/** What the keys of all accounts did, by the rows of the log that began in a span. Tests from the dashboard do not count. */
export async function readActivity(
  db: Database,
  { from, to }: TimeRange,
): Promise<{ keys: KeyRef[]; modelUses: ModelUse[] }> {
  const rows = await db.execute<{
    account_id: AccountId;
    key_id: KeyId;
    gate_id: GateId | null;
    model: string | null;
    is_chosen: boolean | null;
    at: number;
  }>(sql`
    select r.account_id, r.key_id, r.gate_id, r.model_used as model,
      coalesce(r.model_asked in (r.model_used, r.provider || '/' || r.model_used), false) as is_chosen,
      (extract(epoch from min(r.started_at)) * 1000)::float8 as at
    from requests r
    where r.id >= ${lowestIdAt(from.getTime())} and r.id < ${lowestIdAt(to.getTime())} and not r.is_test
    group by 1, 2, 3, 4, 5`);
  const keys = new Map(rows.map((row) => [row.key_id, { accountId: row.account_id, keyId: row.key_id }]));
  return {
    keys: [...keys.values()],
    modelUses: rows.flatMap(({ model, at, ...row }) =>
      model === null
        ? []
        : [
            {
              accountId: row.account_id,
              keyId: row.key_id,
              gateId: row.gate_id,
              isChosen: row.is_chosen === true,
              model,
              at,
            },
          ],
    ),
  };
}

/** Those of the keys that work and are watched for anything, by their ids. */
export async function readWatched(db: Database, keys: KeyRef[]): Promise<Map<KeyId, WatchedKey>> {
  if (keys.length === 0) return new Map();
  const rows = await db.execute<{
    account_id: AccountId;
    id: KeyId;
    name: string;
    guard: KeyGuard | null;
    account_guard: KeyGuard | null;
  }>(sql`
    select k.account_id, k.id, k.name, k.guard, p.guard as account_guard
    from ${refs(keys)}
    join api_keys k on k.account_id = asked.account_id and k.id = asked.key_id
    left join key_policies p on p.account_id = k.account_id
    where k.deleted_at is null and k.disabled_at is null and k.purpose is null`);
  const watched = rows.map((row): [KeyId, WatchedKey] => {
    const guard = guardOf(row.guard, row.account_guard);
    return [row.id, { accountId: row.account_id, keyId: row.id, name: row.name, guard }];
  });
  return new Map(watched.filter(([, { guard }]) => Object.values(guard).some((action) => action !== "off")));
}

/** Keys as rows of a statement: `asked (account_id, key_id)`. */
export function refs(keys: KeyRef[]) {
  const rows = keys.map(({ accountId, keyId }) => ({ account_id: accountId, key_id: keyId }));
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) as asked (account_id uuid, key_id uuid)`;
}
