import { type SQL, sql } from "drizzle-orm";
import type { AccountId } from "@/lib/core/ids";
import type { KeyDefect } from "@/lib/core/key-filter";
import { DAY_MS } from "@/lib/core/time";

/** A key is idle when it was not used for this long. */
const IDLE_DAYS = 90;
/** A key is given this long to be used at all, a network to be recognised, and a person to see an expiry coming. */
const WEEK_DAYS = 7;
const MONTH_DAYS = 30;

type Reader = { accountId: AccountId; now: Date };

/** What limits what a key may do or cost. Networks, hours and endpoints only say from where, when and how. */
const LIMITS = sql`array['access', 'gates', 'models', 'maxCallNanoUsd', 'maxOutputTokens']`;

/** A key `k` that can be called with. */
export function workingKey(now: Date): SQL {
  return sql`k.deleted_at is null and k.disabled_at is null and k.purpose is null
    and (k.expires_at is null or k.expires_at > ${iso(now)})`;
}

/**
 * The last use of every key of the account, to be joined as `s` (key_id, last_used_at). Only a key that has a secret with an end
 * can have several secrets, which is cheaper to ask than for the latest of each key's secrets.
 */
export function lastUses(accountId: AccountId): SQL {
  const ending = sql`select key_id from api_key_secrets
    where account_id = ${accountId} and (revoked_at is not null or expires_at is not null)`;
  return sql`(
    select key_id, last_used_at from api_key_secrets where account_id = ${accountId} and key_id not in (${ending})
    union all
    select ended.key_id, (select max(t.last_used_at) from api_key_secrets t where t.key_id = ended.key_id)
    from (select distinct key_id from (${ending}) all_ended) ended)`;
}

/**
 * When a key `k` with its last use `s` has the defect (`lib/core/key-filter` says what each means). Count, filter and mark
 * of a defect are all made of this, so they agree.
 */
export function defectCondition(defect: KeyDefect, reader: Reader): SQL {
  if (defect === "exposed") return sql`k.deleted_at is null and ${DEFECTS.exposed(reader)}`;
  return sql`${workingKey(reader.now)} and ${DEFECTS[defect](reader)}`;
}

/** Defects whose condition looks at `s`. */
export const BY_USE: ReadonlySet<KeyDefect> = new Set<KeyDefect>(["idle", "neverUsed", "wideScope"]);

/** The same of a key of which it is known that it can be called with. */
export const DEFECTS: Record<KeyDefect, (reader: Reader) => SQL> = {
  exposed: () => sql`k.exposed_at is not null`,
  newNetwork: ({ accountId, now }) => sql`k.id in (
    select n.key_id from key_networks n
    where n.account_id = ${accountId} and n.first_seen_at > ${iso(now, -WEEK_DAYS)} and n.known_at is null
      and n.first_seen_at > (
        select min(o.first_seen_at) from key_networks o
        where o.account_id = n.account_id and o.key_id = n.key_id))`,
  // A secret gets an end when a newer one takes over.
  rotationUnfinished: ({ accountId, now }) => sql`k.id in (
    select o.key_id from api_key_secrets o
    where o.account_id = ${accountId} and o.revoked_at is null and o.expires_at > ${iso(now)})`,
  // Whose name went with the person: that a person made it is told by the trail.
  ownerGone: ({ accountId }) => sql`k.created_by_user_id is null and k.created_by_key_id is null and exists (
    select from audit_entries e
    where e.account_id = ${accountId} and e.subject_id = k.id and e.action = 'key.created' and e.actor_kind = 'user')`,
  expiresSoon: ({ now }) => sql`k.expires_at <= ${iso(now, WEEK_DAYS)}`,
  noExpiry: () => sql`k.expires_at is null`,
  noLimit: () => sql`(k.scope is null or not k.scope ?| ${LIMITS})`,
  wideScope: ({ accountId, now }) => sql`s.last_used_at > ${iso(now, -MONTH_DAYS)}
    and (k.scope is null or not k.scope ? 'access') and k.id not in (
      select e.actor_id from audit_entries e
      where e.account_id = ${accountId} and e.actor_kind = 'key' and e.actor_id is not null
        and e.at > ${iso(now, -MONTH_DAYS)})`,
  idle: ({ now }) => sql`s.last_used_at < ${iso(now, -IDLE_DAYS)}`,
  neverUsed: ({ now }) => sql`s.last_used_at is null and k.created_at < ${iso(now, -WEEK_DAYS)}`,
};

function iso(now: Date, days = 0): SQL {
  return sql`${new Date(now.getTime() + days * DAY_MS).toISOString()}::timestamptz`;
}
