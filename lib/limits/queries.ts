import { and, asc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { accounts } from "@/db/schema/accounts";
import { gates } from "@/db/schema/gates";
import { apiKeys } from "@/db/schema/keys";
import { plans } from "@/db/schema/plans";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { type PlanLimits, RATE_LIMITS, type RateLimits } from "@/lib/core/rate-limits";
import { countedAs } from "./counted-as";
import type { LimitStore } from "./limit-store";
import { type LimitInForce, limitsOfAccount } from "./limits-in-force";

/** How many keys and how many gates with limits of their own are told of. */
export const MOST_HOLDERS = 100;

/** What an account is allowed, and which of it was set for it alone. */
export type AccountLimits = {
  accountName: string;
  plan: { id: string; name: string };
  limits: PlanLimits;
  /** The limits that are the account's own and not its plan's. */
  own: ReadonlyArray<keyof PlanLimits>;
  /** Its live keys, which a plan may limit too. */
  keys: number;
};

/** Throws `not_found` when the account was deleted. */
export async function accountLimits({ db, accountId }: Ctx): Promise<AccountLimits> {
  const liveKeys = sql<number>`(select count(*)::int from api_keys k
    where k.account_id = ${accountId} and k.deleted_at is null and k.purpose is null)`;
  const [row] = await db
    .select({
      accountName: accounts.name,
      plan: { id: plans.id, name: plans.name },
      planLimits: plans.limits,
      overrides: accounts.limits,
      keys: liveKeys,
    })
    .from(accounts)
    .innerJoin(plans, eq(plans.id, accounts.plan))
    .where(eq(accounts.id, accountId));
  if (row === undefined) throw new AppError("not_found", "This account does not exist any more.");
  const { planLimits, overrides, ...account } = row;
  return {
    ...account,
    limits: limitsOfAccount(planLimits, overrides),
    own: Object.keys(overrides ?? {}) as Array<keyof PlanLimits>,
  };
}

/** The plans that the account is not on, the smallest first. */
export async function otherPlans({ db, accountId }: Ctx) {
  const own = db.select({ plan: accounts.plan }).from(accounts).where(eq(accounts.id, accountId));
  return db
    .select({ id: plans.id, name: plans.name, limits: plans.limits })
    .from(plans)
    .where(sql`${plans.id} <> (${own})`)
    .orderBy(asc(plans.place));
}

/** The limits that keys and gates of the account have of their own: gates first, both by name. */
export async function ownLimits(ctx: Ctx): Promise<LimitInForce[]> {
  const { db, accountId } = ctx;
  const [ofGates, ofKeys] = await Promise.all([
    db
      .select({ id: gates.id, name: gates.name, limits: gates.limits })
      .from(gates)
      .where(and(eq(gates.accountId, accountId), isNull(gates.deletedAt), isNotNull(gates.limits)))
      .orderBy(sql`lower(${gates.name})`)
      .limit(MOST_HOLDERS),
    db
      .select({ id: apiKeys.id, name: apiKeys.name, limits: apiKeys.limits })
      .from(apiKeys)
      .where(and(eq(apiKeys.accountId, accountId), isNull(apiKeys.deletedAt), isNotNull(apiKeys.limits)))
      .orderBy(sql`lower(${apiKeys.name})`, asc(apiKeys.id))
      .limit(MOST_HOLDERS),
  ]);
  return [
    ...ofGates.flatMap((gate) => inForce("gate", gate)),
    ...ofKeys.flatMap((key) => inForce("key", key)),
  ];
}

function inForce(
  scope: "key" | "gate",
  { id, name, limits }: { id: string; name: string; limits: RateLimits | null },
): LimitInForce[] {
  return RATE_LIMITS.flatMap((limit) => {
    const value = limits?.[limit];
    return value === undefined ? [] : [{ limit, scope, id, name, value }];
  });
}

/** The limits of the account itself that its calls are counted against. */
export function countedLimits({ accountName, limits }: AccountLimits, { accountId }: Ctx): LimitInForce[] {
  return RATE_LIMITS.flatMap((limit) => {
    const value = limits[limit];
    return value === null
      ? []
      : [{ limit, scope: "account" as const, id: accountId, name: accountName, value }];
  });
}

/** How much of each limit is used now, in their order; null where the store of counters does not answer. */
export async function usedNow(
  store: LimitStore,
  limits: readonly LimitInForce[],
): Promise<Array<number | null>> {
  if (limits.length === 0) return [];
  try {
    const { standings } = await store.claim(countedAs(limits, 0));
    return limits.map((_, at) => standings[at]?.used ?? null);
  } catch {
    return limits.map(() => null);
  }
}

/** The limit that counts for a key or a gate: its own, or the account's where that is lower. */
export function tightest(own: LimitInForce, account: PlanLimits): "own" | "account" {
  const ofAccount = account[own.limit];
  return ofAccount !== null && ofAccount < own.value ? "account" : "own";
}
