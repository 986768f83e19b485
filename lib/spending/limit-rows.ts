import { and, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { accounts } from "@/db/schema/accounts";
import { gates } from "@/db/schema/gates";
import { apiKeys } from "@/db/schema/keys";
import { spendingBalances, spendingLimits } from "@/db/schema/spending";
import type { Ctx } from "@/lib/context";
import type { NanoUsd } from "@/lib/core/money";
import { SPENDING_PERIODS, SPENDING_SCOPES } from "@/lib/core/spending";
import type { SpendingLimit, SpendingStanding } from "./contract";

/** What reads spending limits: the database's clock says what time it is. */
export type SpendingReader = Pick<Ctx, "accountId"> & { db: Pick<Transaction, "select"> };

/** The period that is running, by the database's clock. */
const windowStart = sql`spending_window_start(${spendingLimits.period}, ${spendingLimits.zone}, statement_timestamp())`;
const periodEnd = sql`spending_period_end(${spendingLimits.period}, ${spendingLimits.zone}, ${windowStart})`;
const isRaised = sql<boolean>`coalesce(${spendingLimits.raisedUntil} > statement_timestamp(), false)`;
/** In the order of the words, not of the alphabet. */
const placeIn = (
  words: readonly string[],
  column: SQL | typeof spendingLimits.scope | typeof spendingLimits.period,
) => sql`array_position(${`{${words.join(",")}}`}::text[], ${column})`;

/** An account's spending limits with how they stand, but for those of gates and keys that are deleted. One statement. */
export async function spendingLimitRows(
  { db, accountId }: SpendingReader,
  condition?: SQL,
): Promise<SpendingLimit[]> {
  const holderName = sql<string>`coalesce(${apiKeys.name}, ${gates.name}, ${accounts.name})`;
  const used = db
    .select({
      spent: sql<NanoUsd>`coalesce(sum(${spendingBalances.spentNanoUsd}), 0)::bigint`.as("spent"),
      fenced: sql<NanoUsd>`coalesce(sum(${spendingBalances.fencedNanoUsd}), 0)::bigint`.as("fenced"),
      reserved: sql<NanoUsd>`coalesce(sum(${spendingBalances.reservedNanoUsd}), 0)::bigint`.as("reserved"),
      refusedAt: sql`min(${spendingBalances.refusedAt})`.mapWith(spendingBalances.refusedAt).as("refused"),
    })
    .from(spendingBalances)
    .where(
      and(
        eq(spendingBalances.limitId, spendingLimits.id),
        sql`${spendingBalances.periodStart} >= ${windowStart}`,
        or(
          eq(spendingLimits.period, "rolling_30_days"),
          sql`${spendingBalances.periodStart} = ${windowStart}`,
        ),
      ),
    )
    .as("used");
  const rows = await db
    .select({
      limit: spendingLimits,
      holderName,
      isRaised,
      periodStart: sql`${windowStart}`.mapWith(spendingLimits.createdAt),
      resetsAt: sql`${periodEnd}`.mapWith(spendingLimits.raisedUntil),
      spent: used.spent,
      fenced: used.fenced,
      reserved: used.reserved,
      refusedAt: used.refusedAt,
    })
    .from(spendingLimits)
    .innerJoin(accounts, eq(accounts.id, spendingLimits.accountId))
    .leftJoin(gates, eq(gates.id, spendingLimits.gateId))
    .leftJoin(apiKeys, eq(apiKeys.id, spendingLimits.keyId))
    .crossJoinLateral(used)
    .where(and(ofLiveHolders(accountId), condition))
    .orderBy(
      placeIn(SPENDING_SCOPES, spendingLimits.scope),
      sql`lower(${holderName})`,
      sql`coalesce(${spendingLimits.keyId}, ${spendingLimits.gateId})`,
      placeIn(SPENDING_PERIODS, spendingLimits.period),
    );
  return rows.map(toLimit);
}

/** For a statement that has joined the gates and keys of limits. */
function ofLiveHolders(accountId: Ctx["accountId"]): SQL | undefined {
  return and(eq(spendingLimits.accountId, accountId), isNull(gates.deletedAt), isNull(apiKeys.deletedAt));
}

type Row = {
  limit: typeof spendingLimits.$inferSelect;
  holderName: string;
  isRaised: boolean;
  periodStart: Date;
  resetsAt: Date | null;
  spent: NanoUsd;
  fenced: NanoUsd;
  reserved: NanoUsd;
  refusedAt: Date | null;
};

function toLimit(row: Row): SpendingLimit {
  const { accountId: _account, countsFrom: _from, ...limit } = row.limit;
  const raisedNanoUsd = row.isRaised ? limit.raisedNanoUsd : 0n;
  return {
    ...limit,
    holderName: row.holderName,
    raisedNanoUsd,
    raisedUntil: row.isRaised ? limit.raisedUntil : null,
    now: standing(row, limit.amountNanoUsd + raisedNanoUsd),
  };
}

function standing(row: Row, allowed: NanoUsd): SpendingStanding {
  const { limit, periodStart, resetsAt, spent, fenced, reserved, refusedAt } = row;
  const used = spent + fenced;
  return {
    periodStart: limit.period === "lifetime" ? null : periodStart,
    resetsAt,
    spentNanoUsd: spent,
    fencedNanoUsd: fenced,
    reservedNanoUsd: reserved,
    refusedAt,
    percentUsed: allowed === 0n ? null : Number((used * 100n) / allowed),
    status: limit.enforcement === "block" && used >= allowed ? "suspended" : "active",
  };
}
