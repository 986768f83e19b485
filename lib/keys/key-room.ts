import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { apiKeys } from "@/db/schema/keys";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { lockAccount } from "@/lib/plans/lock-account";
import { getAccountPlan } from "@/lib/plans/queries";

/** How many keys the account may have and has: deleted ones and the key of trials do not count, disabled and expired ones do. */
export type KeyRoom = { limit: number | null; used: number; plan: string };

/**
 * Whoever makes keys of one account live waits here for each other until the commit. Call it before any key is written or locked.
 */
export async function lockKeyRoom(tx: Transaction, { accountId }: Pick<Ctx, "accountId">): Promise<void> {
  await lockAccount(tx, accountId);
}

/** What is left of the plan's keys; ask it behind `lockKeyRoom`. */
export async function keyRoom(tx: Transaction, { accountId }: Pick<Ctx, "accountId">): Promise<KeyRoom> {
  const { limits, plan } = await getAccountPlan({ db: tx, accountId });
  const [live] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(apiKeys)
    .where(and(eq(apiKeys.accountId, accountId), isNull(apiKeys.deletedAt), isNull(apiKeys.purpose)));
  return { limit: limits.keys, used: live?.count ?? 0, plan: plan.name };
}

/** Refuses keys that were just made live beyond the plan's number: throws `plan_limit_reached`, which takes them back. */
export async function refuseMoreKeys(tx: Transaction, ctx: Pick<Ctx, "accountId">): Promise<void> {
  const room = await keyRoom(tx, ctx);
  if (room.limit !== null && room.used > room.limit) throw keysSpent({ ...room, used: room.used - 1 });
}

/** What is said when there is no place for another key. No repetition helps until one is deleted or the plan changes. */
export function keysSpent({ limit, used, plan }: KeyRoom): AppError {
  const most = limit === 1 ? "1 key" : `${(limit ?? 0).toLocaleString("en-US")} keys`;
  const remedy = "Delete a key that is not needed any more, or change to a plan with more.";
  const message = `The plan ${plan} allows this account ${most}, and it has ${used.toLocaleString("en-US")}. ${remedy}`;
  const details = { limit: "keys", scope: "account", limit_value: limit, used, remedy };
  return new AppError("plan_limit_reached", message, { details, shouldRetry: false });
}
