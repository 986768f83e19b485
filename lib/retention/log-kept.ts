import type { Ctx } from "@/lib/context";
import { keptSince } from "@/lib/logs/kept-since";
import { getAccountPlan } from "@/lib/plans/queries";
import { type LogRetention, logRetention } from "./log-retention";
import { retentionDays } from "./retention-days";

/** How long the account's log is kept, and since when it has its rows; null when none have expired yet. */
export type LogKept = LogRetention & { keptFrom: Date | null };

/** Throws `not_found` when the account was deleted. */
export async function logKept(ctx: Pick<Ctx, "db" | "accountId">): Promise<LogKept> {
  const [{ plan, overrides }, keptFrom] = await Promise.all([getAccountPlan(ctx), keptSince(ctx)]);
  return { ...logRetention(plan.limits, overrides, retentionDays().requests), keptFrom };
}
