import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { isUuid, type KeyId } from "@/lib/core/ids";
import type { KeyFilter } from "@/lib/core/key-filter";
import type { Page } from "@/lib/core/pagination";
import { startOfHour } from "@/lib/usage/contract";
import { usageByKey } from "@/lib/usage/queries";
import type { ApiKey, KeyListItem, KeyListQuery } from "./contract";
import { defectsOf } from "./health/key-health";
import { keyRows } from "./key-rows";
import { decodeKeyCursor, encodeKeyCursor, type KeyPosition } from "./list/key-cursor";
import { keyFilterSql } from "./list/key-filter";
import { keyPage } from "./list/key-page";

/**
 * One page of the account's keys with their usage since a moment and their defects. Four statements whatever the page size: the
 * ids in order, the keys, their usage, their defects. Usage is summed for the page only, except when it is what the list is sorted by.
 */
export async function listKeys(ctx: Ctx, query: KeyListQuery): Promise<Page<KeyListItem>> {
  const usageSince = startOfHour(query.includeUsageSince);
  const from = decodeKeyCursor(query, query.cursor);
  // One more than asked for tells whether there is another page in the direction of travel.
  const found = await keyPage(ctx, { ...query, from, usageSince, limit: query.limit + 1 });
  const more = found.length > query.limit;
  const backward = from?.travel === "before";
  const page = backward ? found.slice(-query.limit) : found.slice(0, query.limit);
  const first = page[0];
  const last = page.at(-1);
  const hasPrevious = backward ? more : from !== null;
  const hasNext = backward || more;
  return {
    items: await listItems(ctx, page, usageSince),
    nextCursor: last && hasNext ? encodeKeyCursor(query, { ...last, travel: "after" }) : null,
    previousCursor: first && hasPrevious ? encodeKeyCursor(query, { ...first, travel: "before" }) : null,
  };
}

/**
 * How many keys a filter finds, counted up to `atMost` (then `atMost` stands for that many or more); with no more than
 * `search: ""` all that are not deleted.
 */
export async function countKeys(ctx: Ctx, filter: KeyFilter, atMost: number | null = null): Promise<number> {
  const { condition, uses } = keyFilterSql(ctx, filter);
  const [row] = await ctx.db.execute<{ count: number }>(sql`
    select count(*)::int as count from (
      select from api_keys k ${uses === null ? sql`` : sql`join ${uses} s on s.key_id = k.id`}
      where ${condition} limit ${atMost}) found`);
  return row?.count ?? 0;
}

/** A key of the account, deleted ones included, or null. Text that is no id finds nothing. */
export async function findKey(ctx: Ctx, keyId: string): Promise<ApiKey | null> {
  if (!isUuid(keyId)) return null;
  const [key] = await keyRows(ctx, [keyId as KeyId]);
  return key ?? null;
}

/** A key of the account, deleted ones included. Throws `not_found`, the same for another account's id as for none. */
export async function getKey(ctx: Ctx, keyId: string): Promise<ApiKey> {
  const key = await findKey(ctx, keyId);
  if (key === null) throw keyNotFound();
  return key;
}

/** The answer to every id that is not a key of the account. */
export function keyNotFound(): AppError {
  return new AppError("not_found", "There is no API key with this id in your account.");
}

async function listItems(ctx: Ctx, page: KeyPosition[], usageSince: Date): Promise<KeyListItem[]> {
  const ids = page.map(({ id }) => id);
  const [keys, usage, defects] = await Promise.all([
    keyRows(ctx, ids),
    usageByKey(ctx, { keyIds: ids, from: usageSince, to: ctx.clock.now() }),
    defectsOf(ctx, ids),
  ]);
  const byId = new Map(keys.map((key) => [key.id, key]));
  return ids.flatMap((id) => {
    const key = byId.get(id);
    return key === undefined ? [] : [{ ...key, ...usage(id), defects: defects(id) }];
  });
}
