import { eq } from "drizzle-orm";
import { plans } from "@/db/schema/plans";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { Plan, UpdatePlanInput } from "./contract";
import { getPlan, requireOperator } from "./queries";

/**
 * Changes what is given of a plan, for all accounts that are on it, from the next request on. Nothing is recorded when nothing
 * changes. Throws `forbidden` for all but the operator, and `invalid_field` (param `isSelfServe`) for the plan custom.
 */
export async function updatePlan(ctx: Ctx, input: UpdatePlanInput): Promise<Plan> {
  const { plan: id, name, limits, isSelfServe } = input;
  if (id === "custom" && isSelfServe === true) {
    throw new AppError(
      "invalid_field",
      "The plan custom is agreed with each account: it is never self-serve.",
      {
        param: "isSelfServe",
      },
    );
  }
  return ctx.db.transaction(async (tx) => {
    await requireOperator({ ...ctx, db: tx });
    await tx.select({ id: plans.id }).from(plans).where(eq(plans.id, id)).for("no key update");
    const before = await getPlan({ db: tx }, id);
    const after: Plan = {
      id,
      name: name ?? before.name,
      limits: { ...before.limits, ...limits },
      isSelfServe: isSelfServe ?? before.isSelfServe,
    };
    if (JSON.stringify(planFields(after)) === JSON.stringify(planFields(before))) return before;
    const updatedAt = ctx.clock.now();
    await tx
      .update(plans)
      .set({ ...after, updatedAt })
      .where(eq(plans.id, id));
    await recordChange(tx, ctx, {
      action: "plan.updated",
      subject: { kind: "plan", id: null, name: after.name },
      before: planFields(before),
      after: planFields(after),
    });
    return after;
  });
}

/** Each limit by itself, so that the trail says which changed. */
function planFields({ name, isSelfServe, limits }: Plan): Record<string, unknown> {
  const { requestsPerMinute, tokensPerMinute, requestsPerDay, requestsPerMonth } = limits;
  const { concurrentRequests, keys, logDays } = limits;
  return {
    name,
    isSelfServe,
    requestsPerMinute,
    tokensPerMinute,
    requestsPerDay,
    requestsPerMonth,
    concurrentRequests,
    keys,
    logDays,
  };
}
