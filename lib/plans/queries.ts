import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { accounts } from "@/db/schema/accounts";
import { planRequests } from "@/db/schema/plan-requests";
import { plans } from "@/db/schema/plans";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { limitsOfAccount } from "@/lib/limits/limits-in-force";
import { isOperator } from "@/lib/operator/queries";
import type { AccountPlan, Plan, PlanRequest } from "./contract";

type Reader = Pick<Transaction, "select">;

const PLAN = { id: plans.id, name: plans.name, limits: plans.limits, isSelfServe: plans.isSelfServe };

/** All plans of the instance, the smallest first. */
export async function listPlans({ db }: { db: Reader }): Promise<Plan[]> {
  return db.select(PLAN).from(plans).orderBy(asc(plans.place));
}

/** One plan by its id. */
export async function getPlan({ db }: { db: Reader }, id: Plan["id"]): Promise<Plan> {
  const [plan] = await db.select(PLAN).from(plans).where(eq(plans.id, id));
  if (plan === undefined) throw new Error(`The plan ${id} is gone`);
  return plan;
}

/** The account's plan and what it comes to for this account. Throws `not_found` when the account was deleted. */
export async function getAccountPlan({
  db,
  accountId,
}: Pick<Ctx, "accountId"> & { db: Reader }): Promise<AccountPlan> {
  const [row] = await db
    .select({ plan: PLAN, overrides: accounts.limits })
    .from(accounts)
    .innerJoin(plans, eq(plans.id, accounts.plan))
    .where(eq(accounts.id, accountId));
  if (row === undefined) throw accountNotFound();
  return { ...row, limits: limitsOfAccount(row.plan.limits, row.overrides) };
}

/** The plans of all accounts by name, for the operator. Throws `forbidden` for everybody else. */
export async function listAccountPlans(
  ctx: Ctx,
): Promise<Array<{ accountId: Ctx["accountId"]; accountName: string } & AccountPlan>> {
  await requireOperator(ctx);
  const rows = await ctx.db
    .select({ accountId: accounts.id, accountName: accounts.name, plan: PLAN, overrides: accounts.limits })
    .from(accounts)
    .innerJoin(plans, eq(plans.id, accounts.plan))
    .orderBy(sql`lower(${accounts.name})`, asc(accounts.id));
  return rows.map((row) => ({ ...row, limits: limitsOfAccount(row.plan.limits, row.overrides) }));
}

/** What the account asked for last, whatever became of it; null when it never did. */
export async function findLatestRequest({
  db,
  accountId,
}: Pick<Ctx, "accountId"> & { db: Reader }): Promise<PlanRequest | null> {
  const [request] = await selectRequests(db, eq(planRequests.accountId, accountId)).limit(1);
  return request ?? null;
}

/** What waits for an answer of the operator, over all accounts, the newest first. Throws `forbidden` for everybody else. */
export async function listOpenRequests(ctx: Ctx): Promise<PlanRequest[]> {
  await requireOperator(ctx);
  return selectRequests(ctx.db, eq(planRequests.state, "open"));
}

/** Throws `forbidden` for all but whoever runs the instance. */
export async function requireOperator(ctx: Parameters<typeof isOperator>[0]): Promise<void> {
  if (await isOperator(ctx)) return;
  throw new AppError("forbidden", "Only the operator of this instance may do this.");
}

export function accountNotFound(): AppError {
  return new AppError("not_found", "There is no account with this id.");
}

/** Requests that fulfil a condition, the newest first. */
export function selectRequests(db: Reader, condition: SQL | undefined) {
  return db
    .select({
      id: planRequests.id,
      accountId: planRequests.accountId,
      accountName: accounts.name,
      plan: planRequests.plan,
      planName: plans.name,
      reason: planRequests.reason,
      askedBy: planRequests.askedBy,
      askedAt: planRequests.askedAt,
      state: planRequests.state,
      answer: planRequests.answer,
      answeredBy: planRequests.answeredBy,
      answeredAt: planRequests.answeredAt,
    })
    .from(planRequests)
    .innerJoin(accounts, eq(accounts.id, planRequests.accountId))
    .innerJoin(plans, eq(plans.id, planRequests.plan))
    .where(and(condition))
    .orderBy(desc(planRequests.id));
}
