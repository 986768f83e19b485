import { expect, test } from "vitest";
import { z } from "zod";
import { checkInput } from "@/lib/core/check-input";
import { AppError } from "@/lib/core/errors";
import { keyScope } from "./key-scope-schema";

const body = z.strictObject({ scope: keyScope.nullish() });
const read = (scope: unknown) => checkInput(body, { scope }, "body").scope;
const windowOf = (from: string, to: string, days: unknown = [1]) => ({
  hours: { zone: "Asia/Tokyo", windows: [{ days, from, to }] },
});
const gate = "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b";

test.each<[string, unknown, string]>([
  ["an unknown member", { gate: [] }, "scope.gate"],
  ["text", "full", "scope"],
  ["an unknown preset", { access: "full" }, "scope.access"],
  ["an unknown resource", { access: { inferences: "read" } }, "scope.access.inferences"],
  ["an unknown level", { access: { inference: "admin" } }, "scope.access"],
  ["access to nothing", { access: {} }, "scope.access"],
  ["access to nothing, said twice", { access: { gates: "none" } }, "scope.access"],
  ["no gates", { gates: [] }, "scope.gates"],
  ["a gate's name", { gates: ["default"] }, "scope.gates.0"],
  ["a gate twice", { gates: [gate, gate] }, "scope.gates.1"],
  ["no models", { models: [] }, "scope.models"],
  ["an empty model", { models: [""] }, "scope.models.0"],
  ["a model with a blank", { models: [" gpt-4o"] }, "scope.models.0"],
  ["101 models", { models: Array.from({ length: 101 }, (_, n) => `m${n}`) }, "scope.models"],
  ["a provider twice", { providers: ["openai", "openai"] }, "scope.providers.1"],
  ["an unknown endpoint", { endpoints: ["chat"] }, "scope.endpoints.0"],
  ["a path", { endpoints: ["/v1/chat/completions"] }, "scope.endpoints.0"],
  ["a host name", { networks: ["localhost"] }, "scope.networks.0"],
  ["too long a prefix", { networks: ["203.0.113.0/33"] }, "scope.networks.0"],
  ["bits behind a prefix", { networks: ["203.0.113.0/24", "10.1.2.3/8"] }, "scope.networks.1"],
  ["a network twice", { networks: ["203.0.113.9", "::ffff:203.0.113.9"] }, "scope.networks.1"],
  ["half of all mapped addresses", { networks: ["::ffff:0:0/80"] }, "scope.networks.0"],
  ["an unknown zone", { hours: { ...windowOf("09:00", "17:00").hours, zone: "Mars" } }, "scope.hours.zone"],
  ["no windows", { hours: { zone: "UTC", windows: [] } }, "scope.hours.windows"],
  ["no days", windowOf("09:00", "17:00", []), "scope.hours.windows.0.days"],
  ["day 0", windowOf("09:00", "17:00", [0]), "scope.hours.windows.0.days.0"],
  ["a day twice", windowOf("09:00", "17:00", [1, 1]), "scope.hours.windows.0.days.1"],
  ["an hour of one digit", windowOf("9:00", "17:00"), "scope.hours.windows.0.from"],
  ["24:00 as a beginning", windowOf("24:00", "17:00"), "scope.hours.windows.0.from"],
  ["25:00", windowOf("09:00", "25:00"), "scope.hours.windows.0.to"],
  ["an empty window", windowOf("09:00", "09:00"), "scope.hours.windows.0.to"],
  ["no amount", { maxCallNanoUsd: "0" }, "scope.maxCallNanoUsd"],
  ["a negative amount", { maxCallNanoUsd: "-5" }, "scope.maxCallNanoUsd"],
  ["an amount as a number", { maxCallNanoUsd: 5 }, "scope.maxCallNanoUsd"],
  ["an amount of 16 digits", { maxCallNanoUsd: "1234567890123456" }, "scope.maxCallNanoUsd"],
  ["parts of a token", { maxOutputTokens: 1.5 }, "scope.maxOutputTokens"],
  ["no tokens", { maxOutputTokens: 0 }, "scope.maxOutputTokens"],
  ["too many tokens", { maxOutputTokens: 10_000_001 }, "scope.maxOutputTokens"],
])("%s is refused with a sentence and its place", (_case, scope, param) => {
  const refusal = (() => {
    try {
      return read(scope);
    } catch (error) {
      return error;
    }
  })();
  expect(refusal).toBeInstanceOf(AppError);
  expect(refusal).toMatchObject({ param });
  expect(String((refusal as AppError).message)).toMatch(/^[A-Z].*\.$/s);
});

test("a window may go on past midnight, and up to 24:00", () => {
  for (const scope of [windowOf("22:00", "06:00"), windowOf("00:00", "24:00")])
    expect(read(scope)).toEqual(scope);
});

test("networks come out in their shortest form, and IPv4 written as IPv6 as IPv4", () => {
  const scope = { networks: ["::ffff:203.0.113.0/120", "2001:DB8::0:1/128"] };
  expect(read(scope)).toEqual({ networks: ["203.0.113.0/24", "2001:db8::1"] });
});

test("an empty scope is none", () => {
  expect(read({})).toBeNull();
  expect(read({ access: undefined })).toBeNull();
  expect(read(null)).toBeNull();
});
