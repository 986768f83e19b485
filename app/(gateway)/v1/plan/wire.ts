import { z } from "zod";
import { PLANS } from "@/lib/accounts/contract";
import type { Ctx } from "@/lib/context";
import type { PlanLimits } from "@/lib/core/rate-limits";
import { limitOverrides, planLimits } from "@/lib/limits/contract";
import { type Plan, type PlanRequest, REQUEST_STATES } from "@/lib/plans/contract";
import { findLatestRequest, getAccountPlan, listPlans } from "@/lib/plans/queries";
import { logKept } from "@/lib/retention/log-kept";

const moment = z.iso.datetime();
const limits = planLimits.meta({
  description:
    "Days and months are those of UTC, a minute is any 60 seconds. Null is no limit, 0 is none at all. `logDays` is for how many " +
    "days rows of the log stay, at least 1; null is as long as the instance keeps them.",
});

const wirePlan = z
  .object({
    id: z.enum(PLANS),
    name: z.string(),
    limits,
    selfServe: z.boolean().meta({
      description: "Whether a change to it holds at once; any other plan is asked for with a reason.",
    }),
  })
  .meta({ id: "Plan" });

const wireRequest = z
  .object({
    id: z.uuid(),
    plan: z.enum(PLANS),
    reason: z.string(),
    askedBy: z.string().nullable(),
    askedAt: moment,
    state: z.enum(REQUEST_STATES),
    answer: z.string().nullable(),
    answeredAt: moment.nullable(),
  })
  .meta({ id: "PlanRequest" });

export const wireAccountPlan = z
  .object({
    object: z.literal("plan"),
    plan: wirePlan,
    overrides: limitOverrides
      .nullable()
      .meta({ description: "What was set for this account alone in place of its plan's limits." }),
    limits: limits.meta({ description: "What holds: the plan's limits with the overrides in their place." }),
    log: z
      .object({
        days: z.int().nullable().meta({ description: "Null is for ever." }),
        setBy: z.enum(["plan", "account", "instance"]).nullable().meta({
          description:
            "Whose days are the shortest. Plans delete to the hour, the instance drops whole months.",
        }),
        keptFrom: moment.nullable().meta({ description: "Rows from before are gone. Null when none are." }),
      })
      .meta({ description: "How long rows of the log are kept. Sums of usage and cost stay for ever." }),
    plans: z.array(wirePlan).meta({ description: "All plans, the smallest first." }),
    request: wireRequest.nullable().meta({ description: "What was asked for last, and the answer." }),
    change: z.string().meta({ description: "How to change the plan." }),
  })
  .meta({ id: "AccountPlan" });

const CHANGE =
  "POST /v1/plan/change with a plan. A self-serve plan holds at once; for any other say a reason, and whoever runs this instance answers.";

/** The account's plan as programs read it. */
export async function planOnWire(
  ctx: Pick<Ctx, "db" | "accountId">,
): Promise<z.input<typeof wireAccountPlan>> {
  const [account, log, all, request] = await Promise.all([
    getAccountPlan(ctx),
    logKept(ctx),
    listPlans(ctx),
    findLatestRequest(ctx),
  ]);
  const { plan, overrides, limits: result } = account;
  return {
    object: "plan",
    plan: onePlan(plan),
    overrides,
    limits: result,
    log: { ...log, keptFrom: log.keptFrom?.toISOString() ?? null },
    plans: all.map(onePlan),
    request: request === null ? null : oneRequest(request),
    change: CHANGE,
  };
}

function onePlan({ id, name, limits: allowed, isSelfServe }: Plan): z.input<typeof wirePlan> {
  return { id, name, limits: allowed, selfServe: isSelfServe };
}

function oneRequest(request: PlanRequest): z.input<typeof wireRequest> {
  const { id, plan, reason, askedBy, askedAt, state, answer, answeredAt } = request;
  return {
    id,
    plan,
    reason,
    askedBy,
    askedAt: askedAt.toISOString(),
    state,
    answer,
    answeredAt: answeredAt?.toISOString() ?? null,
  };
}

const small: PlanLimits = {
  requestsPerMinute: 60,
  tokensPerMinute: 200_000,
  requestsPerDay: 2_000,
  requestsPerMonth: 30_000,
  concurrentRequests: 10,
  keys: 10,
  logDays: 30,
};
const larger: PlanLimits = {
  requestsPerMinute: 1_000,
  tokensPerMinute: 4_000_000,
  requestsPerDay: null,
  requestsPerMonth: null,
  concurrentRequests: 100,
  keys: 500,
  logDays: 180,
};
const free = { id: "free", name: "Free", limits: small, selfServe: false } as const;
const growth = { id: "growth", name: "Growth", limits: larger, selfServe: false } as const;

export const examplePlan: z.input<typeof wireAccountPlan> = {
  object: "plan",
  plan: free,
  overrides: { requestsPerMinute: 90 },
  limits: { ...small, requestsPerMinute: 90 },
  log: { days: 30, setBy: "plan", keptFrom: "2026-10-25T09:00:00.000Z" },
  plans: [free, growth],
  request: null,
  change: CHANGE,
};

/** The same once it was asked for another plan. */
export const exampleAsked: z.input<typeof wireAccountPlan> = {
  ...examplePlan,
  request: {
    id: "0195f3a2-0c1e-7b52-9a64-3f1c2d4e5a6d",
    plan: "growth",
    reason: "We launch on Monday.",
    askedBy: "Production",
    askedAt: "2026-11-24T09:30:00.000Z",
    state: "open",
    answer: null,
    answeredAt: null,
  },
};
