import { z } from "zod";
import { spendingOf } from "@/lib/gates/beside-fields";
import { createGate } from "@/lib/gates/create-gate";
import { planGateSpending } from "@/lib/gates/plan-gate-spending";
import { listGates } from "@/lib/gates/queries";
import { setDefaultGate } from "@/lib/gates/set-default-gate";
import { setGateLimits } from "@/lib/gates/set-gate-limits";
import { setGatePayloads } from "@/lib/gates/set-gate-payloads";
import { setGateSpending } from "@/lib/gates/set-gate-spending";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { gateAnswer, gatesOnWire } from "./answer";
import { createBody, settingsOf } from "./body";
import { exampleGate, wireGate } from "./wire";

const listGatesEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/gates",
  operationId: "listGates",
  tag: "Gates",
  summary: "List gates",
  description: "The account's gates that are not deleted, newest first.",
  auth: true,
  resource: "gates",
  responses: { 200: { description: "The gates.", schema: z.array(wireGate), example: [exampleGate] } },
  errors: [],
  async run(ctx) {
    return { status: 200, body: await gatesOnWire(ctx, await listGates(ctx)) };
  },
});

const createGateEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/gates",
  operationId: "createGate",
  tag: "Gates",
  summary: "Create a gate",
  description:
    "Only a name and a model are needed. A field that is left out or null has its default; the strategy is `single`, or " +
    "`fallback` when fallback models are given and no strategy is.",
  auth: true,
  resource: "gates",
  body: createBody,
  bodyExample: {
    name: "support",
    model: "sandbox/echo",
    fallbackModels: ["gpt-4o-mini"],
    allowOverrides: false,
  },
  responses: {
    201: {
      description: "The new gate.",
      schema: wireGate,
      example: exampleGate,
      headers: ["etag", "location"],
    },
  },
  errors: ["conflict"],
  async run(ctx, { body }) {
    const { name, model, isDefault, payloads, limits, ...rest } = body;
    // What is null has its default, and a strategy that is not named follows from the models.
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
    const spending = spendingOf(body);
    // Asked before there is a gate, which would be left without its limit.
    const isHeld = planGateSpending(ctx, undefined, spending).kind !== "same";
    const made = await createGate(ctx, { name, settings: { ...settingsOf(given), model } });
    const kept = payloads ? await setGatePayloads(ctx, { gateId: made.id, payloads }) : made;
    const limited = limits ? await setGateLimits(ctx, { gateId: made.id, limits }) : kept;
    if (isHeld) await setGateSpending(ctx, { ...spending, gateId: made.id });
    const gate = isDefault === true ? await setDefaultGate(ctx, { gateId: made.id }) : limited;
    const { headers, ...answer } = await gateAnswer(ctx, gate, { status: 201 });
    return { ...answer, headers: { ...headers, location: `/v1/gates/${gate.id}` } };
  },
});

/** Endpoints of `/v1/gates`. */
export const gatesEndpoints = [listGatesEndpoint, createGateEndpoint];
