import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { spendingLimits } from "@/db/schema/spending";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { usdDecimal } from "@/lib/core/money";
import { SECOND_MS } from "@/lib/core/time";
import type { SpendingLimit, SpendingRaise } from "./contract";
import { spendingSubject } from "./limit-fields";
import { lockLimit } from "./lock-limit";
import { getSpendingLimit } from "./queries";

/** For how many days a limit can be raised at most. */
const MOST_DAYS = 31;

/**
 * Allows more for a while, in place of what it was raised by before: until `until`, else until the day ends in the limit's zone. 0 takes
 * a raise back. It ends by itself. Throws `not_found`, `scope_access` for a key with a scope, and `invalid_field` (param `until`) for a moment that is over or more than 31 days
 * ahead by the database's clock.
 */
export async function raiseSpendingLimit(
  ctx: Ctx,
  { limitId, raise }: { limitId: string; raise: SpendingRaise },
): Promise<SpendingLimit> {
  return ctx.db.transaction(async (tx) => {
    const before = await lockLimit(tx, ctx, { limitId });
    const until = raise.amountUsd === 0n ? null : await endOfRaise(tx, before, raise.until);
    await tx
      .update(spendingLimits)
      .set({ raisedNanoUsd: raise.amountUsd, raisedUntil: until, updatedAt: sql`clock_timestamp()` })
      .where(eq(spendingLimits.id, before.id));
    const after = await getSpendingLimit({ db: tx, accountId: ctx.accountId }, before.id);
    await recordChange(tx, ctx, {
      action: "spending_limit.raised",
      subject: spendingSubject(after),
      before: raisedFields(before),
      after: raisedFields(after),
    });
    return after;
  });
}

async function endOfRaise(
  tx: Transaction,
  { zone }: SpendingLimit,
  until: string | undefined,
): Promise<Date> {
  const [end] = await tx.execute<{ at: Date; is_open: boolean }>(sql`
    select at, at > clock_timestamp() and at <= clock_timestamp() + make_interval(days => ${MOST_DAYS}) as is_open
    from coalesce(to_timestamp(${until === undefined ? null : Date.parse(until) / SECOND_MS}::float8),
      spending_period_end('daily', ${zone}::text, spending_period_start('daily', ${zone}::text, clock_timestamp()))) as at`);
  if (end?.is_open === true) return end.at;
  throw new AppError("invalid_field", `until: send a moment to come, at most ${MOST_DAYS} days ahead.`, {
    param: "until",
  });
}

function raisedFields({ raisedNanoUsd, raisedUntil }: SpendingLimit): Record<string, unknown> {
  return { raisedUsd: usdDecimal(raisedNanoUsd), raisedUntil };
}
