import { and, desc, eq, inArray, isNull, lt, notInArray, or, type SQL, sql } from "drizzle-orm";
import { alerts } from "@/db/schema/alerts";
import { apiKeys } from "@/db/schema/keys";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { type AlertId, isUuid, type KeyId } from "@/lib/core/ids";
import type { Alert, AlertListQuery, AlertType } from "./contract";

/** What was said of an expiry is over once the key has another one or none. */
const EXPIRY_IS_THE_SAME = or(
  notInArray(alerts.type, ["key.expiring", "key.expired"]),
  sql`(${alerts.data} ->> 'expiresAt')::timestamptz = ${apiKeys.expiresAt}`,
);

/** Alerts of the account, newest first, one page by keyset. Text that is no id of a key finds nothing. */
export async function listAlerts(
  ctx: Ctx,
  query: AlertListQuery,
): Promise<{ items: Alert[]; hasMore: boolean }> {
  const { after, limit } = query;
  const found = conditions(ctx, query);
  if (found === null || (after !== undefined && !isUuid(after))) return { items: [], hasMore: false };
  const beyond = after === undefined ? undefined : lt(alerts.id, after as AlertId);
  const rows = await selectAlerts(ctx)
    .where(and(found, beyond))
    .orderBy(desc(alerts.id))
    .limit(limit + 1);
  return { items: rows.slice(0, limit).map(typed), hasMore: rows.length > limit };
}

/** How many alerts of the account are open; with a `keyId` those of that key. */
export async function countOpenAlerts(ctx: Ctx, { keyId }: { keyId?: string } = {}): Promise<number> {
  const found = conditions(ctx, { keyId, isOpen: true });
  if (found === null) return 0;
  const [row] = await ctx.db
    .select({ count: sql<number>`count(*)::int` })
    .from(alerts)
    .leftJoin(apiKeys, eq(apiKeys.id, alerts.keyId))
    .where(found);
  return row?.count ?? 0;
}

/** One alert of the account. Throws `not_found`, the same for another account's id as for none. */
export async function getAlert(ctx: Ctx, alertId: string): Promise<Alert> {
  if (!isUuid(alertId)) throw alertNotFound();
  const [row] = await selectAlerts(ctx).where(
    and(eq(alerts.accountId, ctx.accountId), eq(alerts.id, alertId as AlertId)),
  );
  if (row === undefined) throw alertNotFound();
  return typed(row);
}

/** The answer to every id that is not an alert of the account. */
export function alertNotFound(): AppError {
  return new AppError("not_found", "There is no alert with this id in your account.");
}

function conditions(
  { accountId }: Ctx,
  { keyId, types, isOpen }: Pick<AlertListQuery, "keyId" | "types" | "isOpen">,
): SQL | null {
  if (keyId !== undefined && !isUuid(keyId)) return null;
  const all = and(
    eq(alerts.accountId, accountId),
    keyId === undefined ? undefined : eq(alerts.keyId, keyId as KeyId),
    types === undefined ? undefined : inArray(alerts.type, [...types]),
    isOpen ? isNull(alerts.dismissedAt) : undefined,
    // What was said of a deleted key needs nobody's attention any more; an undone deletion brings it back.
    isOpen ? or(isNull(alerts.keyId), isNull(apiKeys.deletedAt)) : undefined,
    isOpen ? EXPIRY_IS_THE_SAME : undefined,
  );
  return all ?? null;
}

function selectAlerts({ db }: Ctx) {
  return db
    .select({
      id: alerts.id,
      type: alerts.type,
      keyId: alerts.keyId,
      keyName: apiKeys.name,
      message: alerts.message,
      data: alerts.data,
      createdAt: alerts.createdAt,
      dismissedAt: alerts.dismissedAt,
    })
    .from(alerts)
    .leftJoin(apiKeys, eq(apiKeys.id, alerts.keyId));
}

function typed(row: Omit<Alert, "type"> & { type: string }): Alert {
  return { ...row, type: row.type as AlertType };
}
