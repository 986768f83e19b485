import type { Transaction } from "@/db/client";
import { appendChanges, type Change } from "@/lib/audit/append-changes";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { NanoUsd } from "@/lib/core/money";
import { ALERT_PERCENTS, type SpendingEnforcement } from "@/lib/core/spending";
import type { SpendingLimit } from "./contract";
import { insertLimit } from "./insert-limit";
import { findAccountSpending } from "./queries";
import { refuseLimitedKey } from "./refuse-limited-key";
import { removeLimit } from "./remove-limit";
import { holdSpending, squareSpending } from "./square-spending";
import { updateLimit } from "./update-limit";

/**
 * Sets how much the account may spend in any thirty days; null takes that limit away. A new one tells and blocks nothing, until
 * `setAccountEnforcement` says otherwise. Throws `scope_access` for a key with a scope.
 */
export async function setAccountSpending(ctx: Ctx, amount: NanoUsd | null): Promise<void> {
  refuseLimitedKey(ctx);
  const made = await ctx.db.transaction(async (tx) => {
    const { limit, changes } = await put(tx, ctx, amount);
    await appendChanges(tx, ctx, changes);
    return limit;
  });
  // Requests that were written before anybody could see the limit.
  if (made !== null) await squareSpending(ctx.db, [made.id]);
}

async function put(
  tx: Transaction,
  ctx: Ctx,
  amountUsd: NanoUsd | null,
): Promise<{ limit: SpendingLimit | null; changes: Change[] }> {
  const limit = await lockedLimit(tx, ctx);
  if (amountUsd === null) {
    return {
      limit: null,
      changes: limit === null ? [] : [await removeLimit(tx, ctx, { limitId: limit.id })],
    };
  }
  if (limit !== null) return updateLimit(tx, ctx, { limitId: limit.id, changes: { amountUsd } });
  return insertLimit(tx, ctx, {
    period: "rolling_30_days",
    zone: "UTC",
    amountUsd,
    enforcement: "alert_only",
    alertPercents: [...ALERT_PERCENTS],
    fenceUsd: null,
    countsOwnKeys: true,
  });
}

/** Says whether the account's limit of thirty days blocks. Throws `conflict` where there is none, and `scope_access`. */
export async function setAccountEnforcement(ctx: Ctx, enforcement: SpendingEnforcement): Promise<void> {
  refuseLimitedKey(ctx);
  await ctx.db.transaction(async (tx) => {
    const limit = await lockedLimit(tx, ctx);
    if (limit === null) throw noAccountSpending();
    const { changes } = await updateLimit(tx, ctx, { limitId: limit.id, changes: { enforcement } });
    await appendChanges(tx, ctx, changes);
  });
}

async function lockedLimit(tx: Transaction, ctx: Ctx): Promise<SpendingLimit | null> {
  await holdSpending(tx, ctx.accountId);
  return findAccountSpending({ db: tx, accountId: ctx.accountId });
}

export function noAccountSpending(): AppError {
  return new AppError(
    "conflict",
    "The account has no spending limit. Set one first: PUT /v1/spending/limit.",
  );
}
