import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { planRequests } from "@/db/schema/plan-requests";
import { closeAlerts } from "@/lib/alerts/close-alerts";
import { insertAlert } from "@/lib/alerts/insert-alert";
import { nameOfActor } from "@/lib/audit/actor-name";
import { appendChanges, type Change } from "@/lib/audit/append-changes";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { isUuid, type PlanRequestId } from "@/lib/core/ids";
import { findFirstAccountId } from "@/lib/operator/queries";
import { asOperator } from "./as-operator";
import type { AnswerPlanRequestInput, PlanRequest } from "./contract";
import { lockAccount } from "./lock-account";
import { requireOperator, selectRequests } from "./queries";
import { requestSameness } from "./request-sameness";
import { writeAccountPlan } from "./write-account-plan";

/**
 * Answers a request for a plan, as the operator: to grant it puts the account on the plan, and who asked is told either way. Throws
 * `forbidden` for all but the operator, `not_found`, and `conflict` when it was answered already.
 */
export async function answerPlanRequest(
  ctx: Ctx,
  { requestId, isGranted, answer }: AnswerPlanRequestInput,
): Promise<PlanRequest> {
  return ctx.db.transaction(async (tx) => {
    await requireOperator({ ...ctx, db: tx });
    const { accountId, plan } = await openRequest(tx, requestId);
    const account = await lockAccount(tx, accountId);
    const changes =
      isGranted && account.plan !== plan ? [await writeAccountPlan(tx, accountId, account, plan)] : [];
    const id = requestId as PlanRequestId;
    const answeredBy = await nameOfActor(tx, ctx);
    const state = isGranted ? "granted" : "refused";
    await tx
      .update(planRequests)
      .set({ state, answer, answeredBy, answeredAt: ctx.clock.now() })
      .where(eq(planRequests.id, id));
    const [request] = await selectRequests(tx, eq(planRequests.id, id));
    if (request === undefined) throw new Error("A request for a plan was not answered");
    const change = await tell(tx, ctx, request);
    await appendChanges(tx, asOperator(ctx, accountId), [...changes, change]);
    return request;
  });
}

/** The request, locked until the commit. */
async function openRequest(tx: Transaction, requestId: string) {
  if (!isUuid(requestId)) throw requestNotFound();
  const [request] = await tx
    .select({ accountId: planRequests.accountId, plan: planRequests.plan, state: planRequests.state })
    .from(planRequests)
    .where(eq(planRequests.id, requestId as PlanRequestId))
    .for("no key update");
  if (request === undefined) throw requestNotFound();
  if (request.state !== "open") throw new AppError("conflict", `This request is ${request.state} already.`);
  return request;
}

/** Ends the operator's alert and tells the account that asked; returns what its trail has to say. */
async function tell(tx: Transaction, ctx: Ctx, request: PlanRequest): Promise<Change> {
  const { id, accountId, accountName, plan, planName, state, answer } = request;
  const operatorId = await findFirstAccountId(tx);
  if (operatorId !== null) {
    const over = { samenessStart: requestSameness(id) };
    await closeAlerts(tx, { accountId: operatorId, clock: ctx.clock }, over);
  }
  const outcome = state === "granted" ? "was granted and holds from now on" : "was refused";
  const data = { requestId: id, plan, state, answer };
  await insertAlert(
    tx,
    { accountId, clock: ctx.clock },
    {
      type: "plan.answered",
      keyId: null,
      keyName: null,
      sameness: `plan.answered:${id}`,
      message: `Your request for the plan ${planName} ${outcome}${answer === null ? "." : `: ${answer}`}`,
      data,
    },
  );
  const subject = { kind: "account", id: accountId, name: accountName } as const;
  return { action: "plan.answered", subject, after: data };
}

function requestNotFound(): AppError {
  return new AppError("not_found", "There is no request for a plan with this id.");
}
