import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { changePlan } from "./change-plan";
import type { AskForPlanInput, PlanRequest } from "./contract";
import { getPlan } from "./queries";
import { requestPlan } from "./request-plan";

/**
 * Changes to a self-serve plan at once, and asks the operator for any other. Returns the request, or null when the plan holds
 * already. Throws `invalid_field` (param `reason`) for a request without one, and what `changePlan` and `requestPlan` throw.
 */
export async function askForPlan(ctx: Ctx, { plan, reason }: AskForPlanInput): Promise<PlanRequest | null> {
  const { isSelfServe, name } = await getPlan(ctx, plan);
  if (isSelfServe) {
    await changePlan(ctx, { plan });
    return null;
  }
  if (reason === undefined) {
    const message = `reason: the plan ${name} has to be asked for. Say why you need it.`;
    throw new AppError("invalid_field", message, { param: "reason" });
  }
  return requestPlan(ctx, { plan, reason });
}
