import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { planRequests } from "@/db/schema/plan-requests";
import type { NewAlert } from "@/lib/alerts/contract";
import { insertAlert } from "@/lib/alerts/insert-alert";
import { nameOfActor } from "@/lib/audit/actor-name";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { newId, type PlanRequestId } from "@/lib/core/ids";
import { findFirstAccountId } from "@/lib/operator/queries";
import { onItAlready } from "./change-plan";
import type { PlanRequest, RequestPlanInput } from "./contract";
import { lockAccount } from "./lock-account";
import { getPlan, selectRequests } from "./queries";
import { requestSameness } from "./request-sameness";
import { requireOwner } from "./require-owner";

/**
 * Asks the operator for a plan: the owners of the first account are told, in the app and by mail. Throws `forbidden` for members,
 * `scope_access` for a key with a scope, and `conflict` when the account is on the plan already or waits for an answer.
 */
export async function requestPlan(ctx: Ctx, { plan, reason }: RequestPlanInput): Promise<PlanRequest> {
  const { accountId } = ctx;
  return ctx.db.transaction(async (tx) => {
    await requireOwner(tx, ctx);
    const account = await lockAccount(tx, accountId);
    if (account.plan === plan) throw onItAlready();
    const askedAt = ctx.clock.now();
    const id = newId<PlanRequestId>(askedAt.getTime());
    const askedBy = await nameOfActor(tx, ctx);
    const inserted = await tx
      .insert(planRequests)
      .values({ id, accountId, plan, reason, askedBy, askedAt })
      .onConflictDoNothing()
      .returning({ id: planRequests.id });
    if (inserted.length === 0) throw waitsAlready();
    const [asked, current] = [await getPlan({ db: tx }, plan), await getPlan({ db: tx }, account.plan)];
    await tell(tx, ctx, {
      type: "plan.requested",
      keyId: null,
      keyName: null,
      sameness: requestSameness(id),
      message: `${account.name} asks to change from the plan ${current.name} to ${asked.name}: ${reason}`,
      data: { requestId: id, accountId, accountName: account.name, plan, planBefore: account.plan, reason },
    });
    const [request] = await selectRequests(tx, eq(planRequests.id, id));
    if (request === undefined) throw new Error("A request for a plan was not written");
    return request;
  });
}

/** Writes it to the trail of who asks and to that of the operator, always in this order, so that nobody waits in a ring. */
async function tell(tx: Transaction, ctx: Ctx, alert: NewAlert): Promise<void> {
  const { clock, accountId } = ctx;
  const { accountName, plan, planBefore, reason, requestId } = alert.data;
  const operatorId = (await findFirstAccountId(tx)) ?? accountId;
  const operator = { accountId: operatorId, clock, actor: { kind: "system", name: "Plans" } } as const;
  await insertAlert(tx, operator, alert);
  const fields = { requestId, plan, planBefore, reason };
  const subject = { kind: "account", id: accountId, name: String(accountName) } as const;
  await recordChange(tx, ctx, { action: "plan.requested", subject, after: fields });
  if (operatorId === accountId) return;
  const { message, data } = alert;
  await recordChange(tx, operator, { action: "plan.requested", subject, after: { message, ...data } });
}

function waitsAlready(): AppError {
  return new AppError("conflict", "The account has asked for a plan already and waits for the answer.");
}
