import { z } from "zod";
import { PLANS } from "@/lib/accounts/contract";
import type { AccountId } from "@/lib/core/ids";
import { planLimits } from "@/lib/limits/contract";

/** What goes of the log, with the next run, once a plan keeps it for some days. */
export type ExpiringRows = {
  /** Requests by the hourly sums; of how many accounts. */
  rows: number;
  accounts: number;
  /** When the first of them began, to the hour, and before when all of them did; null when nothing goes. */
  oldest: Date | null;
  before: Date | null;
};

const plan = z.enum(PLANS, { error: `plan: use ${PLANS.join(", ")}.` });
const { logDays } = planLimits.shape;

/** A plan as it would be, for all its accounts without days of their own. */
export const previewPlanInput = z.strictObject({ plan, logDays });
export type PreviewPlanInput = z.output<typeof previewPlanInput>;

/** An account as it would be: on a plan, with days of its own or, without any, with the plan's. */
export const previewAccountInput = z.strictObject({
  accountId: z.uuid({ error: "accountId: use the id of an account." }).transform((id) => id as AccountId),
  plan,
  logDays: logDays.optional(),
});
export type PreviewAccountInput = z.output<typeof previewAccountInput>;
