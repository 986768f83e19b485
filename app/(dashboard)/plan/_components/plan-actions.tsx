import { ButtonLink } from "@/components/ui/button";
import type { Ctx } from "@/lib/context";
import { findRole, isOperator } from "@/lib/operator/queries";
import { getAccountPlan, listPlans } from "@/lib/plans/queries";
import { logKept } from "@/lib/retention/log-kept";
import { shorterWords } from "../log-words";
import { ChangePlan } from "./change-plan";

/** What can be done about the plan: its owners change it, and whoever runs the instance sets all plans. */
export async function PlanActions({ ctx }: { ctx: Ctx }) {
  const [operates, role, plans, { plan, overrides }, { days }] = await Promise.all([
    isOperator(ctx),
    findRole(ctx),
    listPlans(ctx),
    getAccountPlan(ctx),
    logKept(ctx),
  ]);
  const others = plans
    .filter(({ id }) => id !== plan.id)
    .map(({ id, name, isSelfServe, limits }) => ({
      id,
      name,
      isSelfServe,
      // What was set for the account alone holds on every plan.
      goes: overrides?.logDays === undefined ? shorterWords(limits.logDays, days) : null,
    }));
  return (
    <>
      {operates ? <ButtonLink href="/plan/manage">Manage plans</ButtonLink> : null}
      {role === "owner" ? <ChangePlan plans={others} /> : null}
    </>
  );
}
