import { expect, test } from "vitest";
import { type GateId, type KeyId, newId } from "@/lib/core/ids";
import type { RefusedBy } from "@/lib/core/rate-limits";
import { limitPlace } from "./limit-place";

const keyId = newId<KeyId>();
const gateId = newId<GateId>();

test.each<[string, string | null, RefusedBy | null, string | null]>([
  ["a spending limit", "spending_limit_exceeded", null, "/spending"],
  ["a cost nobody can say", "spending_not_bounded", null, "/spending"],
  ["the plan", "rate_limit_exceeded", "requestsPerMonth:account", "/plan"],
  ["a limit that was not noted", "rate_limit_exceeded", null, "/plan"],
  ["a limit of the key", "rate_limit_exceeded", "requestsPerMinute:key", `/keys/${keyId}/scope`],
  ["a limit of the gate", "rate_limit_exceeded", "tokensPerMinute:gate", `/gates/${gateId}`],
  ["the provider's limit", "provider_rate_limited", null, null],
  ["nothing", null, null, null],
])("a call that was refused by %s leads to it", (_what, errorCode, refusedBy, href) => {
  expect(limitPlace({ errorCode, refusedBy, keyId, gateId })?.href ?? null).toBe(href);
});

test("a call without a gate leads to the plan", () => {
  const refused = { errorCode: "rate_limit_exceeded", refusedBy: "requestsPerDay:gate", keyId } as const;
  expect(limitPlace({ ...refused, gateId: null })?.href).toBe("/plan");
});
