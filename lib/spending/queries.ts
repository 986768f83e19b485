import { and, eq, inArray, or, sql } from "drizzle-orm";
import { accounts } from "@/db/schema/accounts";
import { spendingLimits } from "@/db/schema/spending";
import { usageHourly } from "@/db/schema/usage";
import { AppError } from "@/lib/core/errors";
import { type GateId, isUuid, type KeyId, type SpendingLimitId } from "@/lib/core/ids";
import type { NanoUsd } from "@/lib/core/money";
import type { SpendingLimit } from "./contract";
import { type SpendingReader, spendingLimitRows } from "./limit-rows";

export type { SpendingReader };

/** The account's spending limits with how they stand: its own first, then those of gates and of keys, by name. */
export async function listSpendingLimits(ctx: SpendingReader): Promise<SpendingLimit[]> {
  return spendingLimitRows(ctx);
}

/** A page of that list: those behind the limit named by `after`, none when that is none of the account's. */
export async function pageOfSpendingLimits(
  ctx: SpendingReader,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ limits: SpendingLimit[]; hasMore: boolean }> {
  const all = await listSpendingLimits(ctx);
  const last = after === undefined ? -1 : all.findIndex(({ id }) => id === after);
  if (after !== undefined && last === -1) return { limits: [], hasMore: false };
  return { limits: all.slice(last + 1, last + 1 + limit), hasMore: all.length > last + 1 + limit };
}

/** A spending limit of the account. Throws `not_found`, the same for another account's id as for none. */
export async function getSpendingLimit(ctx: SpendingReader, limitId: string): Promise<SpendingLimit> {
  if (!isUuid(limitId)) throw spendingLimitNotFound();
  const [limit] = await spendingLimitRows(ctx, eq(spendingLimits.id, limitId as SpendingLimitId));
  if (limit === undefined) throw spendingLimitNotFound();
  return limit;
}

/** The spending limits of a gate or a key alone. */
export async function spendingLimitsOf(
  ctx: SpendingReader,
  holder: { gateId: GateId } | { keyId: KeyId },
): Promise<SpendingLimit[]> {
  const own =
    "gateId" in holder ? eq(spendingLimits.gateId, holder.gateId) : eq(spendingLimits.keyId, holder.keyId);
  return spendingLimitRows(ctx, own);
}

/** The spending limits of several gates. */
export async function spendingLimitsOfGates(
  ctx: SpendingReader,
  gateIds: readonly GateId[],
): Promise<SpendingLimit[]> {
  return gateIds.length === 0 ? [] : spendingLimitRows(ctx, inArray(spendingLimits.gateId, [...gateIds]));
}

/** The spending limits of several keys. */
export async function spendingLimitsOfKeys(
  ctx: SpendingReader,
  keyIds: readonly KeyId[],
): Promise<SpendingLimit[]> {
  return keyIds.length === 0 ? [] : spendingLimitRows(ctx, inArray(spendingLimits.keyId, [...keyIds]));
}

/** The limits that hold a call of a key, through a gate where one is named: the account's first. */
export async function spendingLimitsHolding(
  ctx: SpendingReader,
  { keyId, gateId }: { keyId: KeyId; gateId: GateId | null },
): Promise<SpendingLimit[]> {
  const ofGate = gateId === null ? undefined : eq(spendingLimits.gateId, gateId);
  return spendingLimitRows(
    ctx,
    or(eq(spendingLimits.scope, "account"), eq(spendingLimits.keyId, keyId), ofGate),
  );
}

/** The account's own limit over thirty days, or null. */
export async function findAccountSpending(ctx: SpendingReader): Promise<SpendingLimit | null> {
  const own = and(eq(spendingLimits.scope, "account"), eq(spendingLimits.period, "rolling_30_days"));
  return (await spendingLimitRows(ctx, own))[0] ?? null;
}

/** What the account's requests cost in the thirty days that end now, to the hour as limits count them. */
export async function spentInThirtyDays({
  db,
  accountId,
}: SpendingReader): Promise<{ since: Date; spentNanoUsd: NanoUsd }> {
  const since = sql`spending_window_start('rolling_30_days', 'UTC', statement_timestamp())`;
  const [row] = await db
    .select({
      since: since.mapWith(usageHourly.hour),
      spentNanoUsd: sql<NanoUsd>`(
        select coalesce(sum(${usageHourly.costNanoUsd}), 0)::bigint from ${usageHourly}
        where ${usageHourly.accountId} = ${accountId} and ${usageHourly.hour} >= ${since})`,
    })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  if (row === undefined) throw new AppError("not_found", "No such account.");
  return row;
}

export function spendingLimitNotFound(): AppError {
  return new AppError(
    "not_found",
    "No such spending limit. It may have been removed; list the limits there are.",
  );
}
