import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { LimitOverrides } from "@/lib/core/rate-limits";
import type { Plan } from "@/lib/plans/contract";
import { getAccountPlan, getPlan, requireOperator } from "@/lib/plans/queries";
import type { ExpiringRows, PreviewAccountInput, PreviewPlanInput } from "./contract";
import { logRetention, rowsKeptFrom } from "./log-retention";
import { retentionDays } from "./retention-days";

const NOTHING: ExpiringRows = { rows: 0, accounts: 0, oldest: null, before: null };

/**
 * What goes of all accounts of a plan when it keeps their logs for `logDays`. Changes nothing. Throws `forbidden` for all but the
 * operator.
 */
export async function previewPlanExpiry(
  ctx: Ctx,
  { plan, logDays }: PreviewPlanInput,
): Promise<ExpiringRows> {
  await requireOperator(ctx);
  return expiring(
    ctx,
    sql`a.plan = ${plan} and not coalesce(a.limits ? 'logDays', false)`,
    { logDays },
    null,
  );
}

/** The same of one account, on a plan and with days of its own. Throws `forbidden` for all but the operator. */
export async function previewAccountExpiry(
  ctx: Ctx,
  { accountId, plan: id, logDays }: PreviewAccountInput,
): Promise<ExpiringRows> {
  await requireOperator(ctx);
  const plan = await getPlan(ctx, id);
  return expiring(ctx, sql`a.id = ${accountId}`, plan.limits, logDays === undefined ? null : { logDays });
}

/** The same of an account whose plan alone changes. */
export async function previewChange(
  ctx: Pick<Ctx, "db" | "clock" | "accountId">,
  plan: Plan,
): Promise<ExpiringRows> {
  const { overrides } = await getAccountPlan(ctx);
  return expiring(ctx, sql`a.id = ${ctx.accountId}`, plan.limits, overrides);
}

type Row = { rows: string; accounts: number; oldest: string | null };

/** Read from the hourly sums since rows are there. */
async function expiring(
  { db, clock }: Pick<Ctx, "db" | "clock">,
  affected: SQL,
  plan: Pick<Plan["limits"], "logDays">,
  overrides: LimitOverrides | null,
): Promise<ExpiringRows> {
  const { days, setBy } = logRetention(plan, overrides, retentionDays().requests);
  // What the instance drops it drops whatever plans say.
  if (days === null || setBy === "instance") return NOTHING;
  const before = rowsKeptFrom(days, clock.now());
  const [row] = await db.execute<Row>(sql`
    select coalesce(sum(u.requests), 0)::text as rows, count(distinct u.account_id)::int as accounts,
      (extract(epoch from min(u.hour)) * 1000)::bigint::text as oldest
    from accounts a left join account_retention k on k.account_id = a.id
    join usage_hourly u on u.account_id = a.id and u.hour < ${before.toISOString()}::timestamptz
      and u.hour >= greatest(k.kept_from, (select kept_from from retention where kind = 'requests'), '-infinity')
    where ${affected}`);
  const rows = Number(row?.rows ?? 0);
  if (rows === 0 || row?.oldest == null) return NOTHING;
  return { rows, accounts: row.accounts, oldest: new Date(Number(row.oldest)), before };
}
