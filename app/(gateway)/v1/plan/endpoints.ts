import { askForPlan } from "@/lib/plans/ask-for-plan";
import { askForPlanInput } from "@/lib/plans/contract";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { exampleAsked, examplePlan, planOnWire, wireAccountPlan } from "./wire";

const tag = "Plan and limits";

const getPlanEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/plan",
  operationId: "getPlan",
  tag,
  summary: "See the account's plan",
  description:
    "The plan, what was set for the account alone, what both come to, and all plans with what they allow. The last request for " +
    "another plan is there with its answer.",
  auth: true,
  resource: "keys",
  responses: { 200: { description: "The plan.", schema: wireAccountPlan, example: examplePlan } },
  errors: [],
  async run(ctx) {
    return { status: 200, body: await planOnWire(ctx) };
  },
});

const changePlanEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/plan/change",
  operationId: "changePlan",
  tag,
  summary: "Change to another plan, or ask for it",
  description:
    "A self-serve plan holds from the next request on. Any other is asked for: whoever runs this instance gets the reason and " +
    "answers. One request can be open at a time. A key with a scope may not: a plan concerns all keys of the account.",
  auth: true,
  resource: "keys",
  body: askForPlanInput,
  bodyExample: { plan: "growth", reason: "We launch on Monday." },
  responses: {
    200: {
      description: "Changed: the plan as it is now.",
      schema: wireAccountPlan,
      example: {
        ...examplePlan,
        plan: examplePlan.plans[1],
        overrides: null,
        limits: examplePlan.plans[1]?.limits,
        log: { ...examplePlan.log, days: 180 },
      },
    },
    202: {
      description: "Asked for: the plan as it still is, with the request.",
      schema: wireAccountPlan,
      example: exampleAsked,
    },
  },
  errors: ["conflict"],
  async run(ctx, { body }) {
    const request = await askForPlan(ctx, body);
    return { status: request === null ? 200 : 202, body: await planOnWire(ctx) };
  },
});

/** Endpoints of `/v1/plan`. */
export const planEndpoints = [getPlanEndpoint];
/** Endpoints of `/v1/plan/change`. */
export const changePlanEndpoints = [changePlanEndpoint];
export const operations = [...planEndpoints, ...changePlanEndpoints].map(({ operation }) => operation);
