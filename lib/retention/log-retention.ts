import type { LimitOverrides, PlanLimits } from "@/lib/core/rate-limits";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";

/** For how many days rows of an account's log stay, and what says so; null is for ever. */
export type LogRetention = { days: number | null; setBy: "plan" | "account" | "instance" | null };

/**
 * The shorter of what the instance keeps (`instanceDays`, 0 for ever) and what the plan keeps, or what was set for the account alone in
 * its place. Where both are the same the instance does it, by whole months.
 */
export function logRetention(
  plan: Pick<PlanLimits, "logDays">,
  overrides: LimitOverrides | null,
  instanceDays: number,
): LogRetention {
  const isOwn = overrides?.logDays !== undefined;
  const days = isOwn ? overrides.logDays : plan.logDays;
  if (days != null && (instanceDays === 0 || days < instanceDays)) {
    return { days, setBy: isOwn ? "account" : "plan" };
  }
  return instanceDays === 0 ? { days: null, setBy: null } : { days: instanceDays, setBy: "instance" };
}

/** From when on rows stay that a plan keeps for some days: the beginning of an hour, as sums are of hours, so never for less. */
export function rowsKeptFrom(days: number, now: Date): Date {
  return new Date(Math.floor((now.getTime() - days * DAY_MS) / HOUR_MS) * HOUR_MS);
}
