import { ButtonLink } from "@/components/ui/button";
import type { Ctx } from "@/lib/context";
import { findRole, isOperator } from "@/lib/operator/queries";
import { getAccountPlan, listPlans } from "@/lib/plans/queries";
import { ChangePlan } from "./change-plan";

/** What can be done about the plan: its owners change it, and whoever runs the instance sets all plans. */
export async function PlanActions({ ctx }: { ctx: Ctx }) {
  const [operates, role, plans, { plan }] = await Promise.all([
    isOperator(ctx),
    findRole(ctx),
    listPlans(ctx),
    getAccountPlan(ctx),
  ]);
  const others = plans
    .filter(({ id }) => id !== plan.id)
    .map(({ id, name, isSelfServe }) => ({ id, name, isSelfServe }));
  return (
    <>
      {operates ? <ButtonLink href="/plan/manage">Manage plans</ButtonLink> : null}
      {role === "owner" ? <ChangePlan plans={others} /> : null}
    </>
  );
}
