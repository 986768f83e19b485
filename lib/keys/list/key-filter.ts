import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { isUuid } from "@/lib/core/ids";
import type { KeyFilter, KeyScopeFilter, KeyStateFilter } from "@/lib/core/key-filter";
import { DAY_MS } from "@/lib/core/time";
import { BY_USE, DEFECTS, defectCondition, lastUses } from "../health/defect-conditions";
import { keySearch } from "./key-search";

/** How long a deleted key is listed for the record. */
const DELETED_KEPT_DAYS = 30;

/** What a filter says about `api_keys k` joined with `uses`, the last use `s` of each key, where it asks for that. */
export type KeyFilterSql = {
  condition: SQL;
  uses: SQL | null;
  /** What of the condition is a range of last uses. */
  useRange: SQL | null;
  neverUsed: boolean;
  /** False when it means all keys that are not deleted; that condition alone is `live`. */
  narrows: boolean;
  live: SQL;
};

/** The keys of the account that a filter means; without a status those that are not deleted. */
export function keyFilterSql(ctx: Ctx, filter: KeyFilter): KeyFilterSql {
  const reader = { accountId: ctx.accountId, now: ctx.clock.now() };
  const { status, health } = filter;
  const parts: SQL[] = [sql`k.account_id = ${ctx.accountId}`];
  if (status !== "deleted") parts.push(sql`k.deleted_at is null`);
  const always = parts.length;
  if (status) parts.push(STATES[status](reader.now, reader));
  if (health) parts.push(defectCondition(health, reader));
  if (filter.tag) parts.push(tagged(filter.tag));
  if (filter.createdBy) parts.push(madeBy(filter.createdBy));
  if (filter.scope) parts.push(SCOPES[filter.scope]);
  if (typeof filter.expires === "boolean") {
    parts.push(filter.expires ? sql`k.expires_at is not null` : sql`k.expires_at is null`);
  }
  if (filter.ids) parts.push(sql`k.id = any(${textArray(filter.ids.filter(isUuid))}::uuid[])`);
  if (filter.search.trim() !== "") parts.push(keySearch(ctx.accountId, filter.search));
  const neverUsed = status === "never_used" || health === "neverUsed";
  const idle = status === "idle" || health === "idle";
  return {
    condition: sql.join(parts, sql` and `),
    uses: idle || neverUsed || (health && BY_USE.has(health)) ? lastUses(ctx.accountId) : null,
    useRange: neverUsed ? sql`s.last_used_at is null` : idle ? DEFECTS.idle(reader) : null,
    neverUsed,
    live: sql`k.account_id = ${ctx.accountId} and k.deleted_at is null`,
    narrows: parts.length > always || status === "deleted",
  };
}

/** As a literal of Postgres, since a list of parameters has an end. */
function textArray(ids: string[]): string {
  return `{${ids.join(",")}}`;
}

/** No tag holds a NUL, and Postgres refuses the text. */
function tagged(tag: string): SQL {
  return tag.includes("\0") ? sql`false` : sql`k.tags @> array[${tag}]::text[]`;
}

function madeBy(id: string): SQL {
  return isUuid(id) ? sql`(k.created_by_user_id = ${id} or k.created_by_key_id = ${id})` : sql`false`;
}

type Reader = Parameters<typeof defectCondition>[1];

/** The order of `keyStatus`: a key that is disabled is not said to have expired. */
const STATES: Record<KeyStateFilter, (now: Date, reader: Reader) => SQL> = {
  active: usable,
  expiring: (now, reader) => sql`${usable(now)} and ${DEFECTS.expiresSoon(reader)}`,
  rotating: (_now, reader) => DEFECTS.rotationUnfinished(reader),
  exposed: (_now, reader) => DEFECTS.exposed(reader),
  idle: (now, reader) => sql`${usable(now)} and ${DEFECTS.idle(reader)}`,
  never_used: (now) => sql`${usable(now)} and k.purpose is null and s.last_used_at is null`,
  disabled: () => sql`k.disabled_at is not null`,
  expired: (now) => sql`k.disabled_at is null and k.expires_at <= ${iso(now)}`,
  deleted: (now) => sql`k.deleted_at > ${iso(now, -DELETED_KEPT_DAYS)}`,
};

function usable(now: Date): SQL {
  return sql`k.disabled_at is null and (k.expires_at is null or k.expires_at > ${iso(now)})`;
}

const SCOPES: Record<KeyScopeFilter, SQL> = {
  full: sql`(k.scope is null or not k.scope ? 'access')`,
  inference: sql`k.scope->>'access' = 'inference'`,
  read: sql`k.scope->>'access' = 'read'`,
  custom: sql`jsonb_typeof(k.scope->'access') = 'object'`,
};

function iso(now: Date, days = 0): SQL {
  return sql`${new Date(now.getTime() + days * DAY_MS).toISOString()}::timestamptz`;
}
