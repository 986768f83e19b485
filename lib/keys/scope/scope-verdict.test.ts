import { describe, expect, test } from "vitest";
import type { KeyScope } from "@/lib/core/key-scope";
import { type ChosenFacts, type ScopeFacts, scopeVerdict } from "./scope-verdict";

const GATE = { id: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b", name: "support" };
const OTHER = "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6c";

const facts = (given: Partial<ScopeFacts> = {}): ScopeFacts => ({
  needs: [["inference", "write"]],
  endpoint: "chat/completions",
  network: "203.0.113.9",
  at: new Date("2026-11-25T10:00:00Z"),
  chosen: null,
  ...given,
});

const chosen = (given: Partial<ChosenFacts> = {}): Partial<ScopeFacts> => ({
  chosen: {
    gate: GATE,
    modelAsked: null,
    route: [
      ["openai", "gpt-4o-mini"],
      ["anthropic", "claude-haiku-4-5"],
    ],
    maxOutputTokens: 100,
    worstCost: 1_000n,
    ...given,
  },
});

const codeOf = (scope: KeyScope, given: Partial<ScopeFacts> = {}) =>
  scopeVerdict(scope, facts(given))?.code ?? null;

describe("access", () => {
  test.each<[KeyScope["access"], ScopeFacts["needs"][number], string | null]>([
    [undefined, ["keys", "write"], null],
    ["inference", ["inference", "write"], null],
    ["inference", ["inference", "read"], null],
    ["inference", ["gates", "read"], "scope_access"],
    ["inference", ["keys", "write"], "scope_access"],
    ["read", ["inference", "read"], null],
    ["read", ["inference", "write"], "scope_access"],
    ["read", ["audit", "read"], null],
    ["read", ["audit", "write"], "scope_access"],
    [{ gates: "read" }, ["gates", "read"], null],
    [{ gates: "read" }, ["gates", "write"], "scope_access"],
    [{ gates: "write" }, ["gates", "read"], null],
    [{ gates: "none", logs: "read" }, ["gates", "read"], "scope_access"],
    [{ gates: "write" }, ["inference", "write"], "scope_access"],
  ])("%j and %j: %s", (access, need, code) => {
    expect(codeOf(access === undefined ? {} : { access }, { needs: [need] })).toBe(code);
  });

  test("each of several needs counts, and none is needed for what every key may do", () => {
    const needs = [
      ["gates", "write"],
      ["inference", "write"],
    ] as const;
    expect(codeOf({ access: { gates: "write" } }, { needs })).toBe("scope_access");
    expect(codeOf({ access: { gates: "write", inference: "write" } }, { needs })).toBeNull();
    expect(codeOf({ access: { logs: "read" } }, { needs: [] })).toBeNull();
  });

  test("the sentence says what was asked and what is allowed", () => {
    expect(scopeVerdict({ access: "read" }, facts())?.message).toBe(
      "This key may not call models. It may only read models.",
    );
    expect(scopeVerdict({ access: "inference" }, facts({ needs: [["keys", "read"]] }))?.message).toBe(
      "This key may not read API keys. It has no access to API keys.",
    );
  });
});

test.each<[string[], string | null, string | null]>([
  [["chat/completions"], "chat/completions", null],
  [["messages"], "chat/completions", "scope_endpoint"],
  [["messages"], "messages/count_tokens", "scope_endpoint"],
  [["messages"], null, null],
])("endpoints %j and %s: %s", (endpoints, endpoint, code) => {
  expect(codeOf({ endpoints }, { endpoint })).toBe(code);
});

test.each<[string[], string | null, string | null]>([
  [["203.0.113.0/24"], "203.0.113.9", null],
  [["203.0.113.0/24"], "198.51.100.7", "scope_network"],
  [["203.0.113.0/24"], "::ffff:203.0.113.9", null],
  [["203.0.113.0/24"], "::ffff:cb00:7109", null],
  [["203.0.113.0/24"], "::ffff:198.51.100.7", "scope_network"],
  [["198.51.100.7", "2001:db8::/32"], "2001:db8::5", null],
  [["0.0.0.0/0"], "2001:db8::5", "scope_network"],
  [["0.0.0.0/0"], null, "scope_network"],
  [["0.0.0.0/0"], "unknown", "scope_network"],
])("networks %j and %s: %s", (networks, network, code) => {
  expect(codeOf({ networks }, { network })).toBe(code);
});

describe("hours", () => {
  const at = (zone: string, moment: string, from: string, to: string, days = [1, 2, 3, 4, 5]) =>
    scopeVerdict({ hours: { zone, windows: [{ days, from, to }] } }, facts({ at: new Date(moment) }));

  test.each([
    ["within", "UTC", "2026-11-25T10:00:00Z", "09:00", "17:00", null],
    ["at the beginning", "UTC", "2026-11-25T09:00:00Z", "09:00", "17:00", null],
    ["at the end", "UTC", "2026-11-25T17:00:00Z", "09:00", "17:00", "scope_hours"],
    ["a moment before the end", "UTC", "2026-11-25T16:59:59.999Z", "09:00", "17:00", null],
    ["on a Saturday", "UTC", "2026-11-28T10:00:00Z", "09:00", "17:00", "scope_hours"],
    ["on Friday in Tokyo, Thursday in UTC", "Asia/Tokyo", "2026-11-26T23:30:00Z", "08:00", "09:00", null],
    [
      "on Saturday in Tokyo, Friday in UTC",
      "Asia/Tokyo",
      "2026-11-27T23:30:00Z",
      "08:00",
      "09:00",
      "scope_hours",
    ],
    ["in the last minute of a day", "UTC", "2026-11-25T23:59:30Z", "00:00", "24:00", null],
    ["before midnight in a window past it", "UTC", "2026-11-25T23:00:00Z", "22:00", "06:00", null],
    ["after midnight in a window past it", "UTC", "2026-11-26T05:59:00Z", "22:00", "06:00", null],
    ["after Friday's midnight", "UTC", "2026-11-28T03:00:00Z", "22:00", "06:00", null],
    ["after Sunday's midnight", "UTC", "2026-11-23T03:00:00Z", "22:00", "06:00", "scope_hours"],
    // Clocks in Berlin go from 02:00 to 03:00 on 29 March 2026 and from 03:00 to 02:00 on 25 October 2026.
    ["before the gap of spring", "Europe/Berlin", "2026-03-29T00:59:00Z", "01:00", "03:00", null, [7]],
    [
      "after the gap of spring",
      "Europe/Berlin",
      "2026-03-29T01:00:00Z",
      "01:00",
      "03:00",
      "scope_hours",
      [7],
    ],
    ["in the first 02:30 of autumn", "Europe/Berlin", "2026-10-25T00:30:00Z", "02:00", "03:00", null, [7]],
    ["in the second 02:30 of autumn", "Europe/Berlin", "2026-10-25T01:30:00Z", "02:00", "03:00", null, [7]],
    ["09:00 in winter", "Europe/Berlin", "2026-01-05T08:00:00Z", "09:00", "10:00", null],
    ["09:00 in summer", "Europe/Berlin", "2026-07-06T07:00:00Z", "09:00", "10:00", null],
  ])("%s", (_case, zone, moment, from, to, code, days?: number[]) => {
    expect(at(zone, moment, from, to, days)?.code ?? null).toBe(code);
  });

  test.each([
    ["later the same day", "2026-11-25T06:00:00Z", "Wednesday, 25 Nov 2026, 09:00 (UTC)"],
    ["on the next day", "2026-11-25T18:00:00Z", "Thursday, 26 Nov 2026, 09:00 (UTC)"],
    ["after the weekend", "2026-11-27T18:00:00Z", "Monday, 30 Nov 2026, 09:00 (UTC)"],
    ["in another year", "2026-12-31T18:00:00Z", "Friday, 1 Jan 2027, 09:00 (UTC)"],
  ])("a key is told when it works again: %s", (_case, moment, words) => {
    expect(at("UTC", moment, "09:00", "17:00")?.message).toContain(`works again from ${words}.`);
  });
});

test.each<[string[], ChosenFacts["gate"], string | null]>([
  [[GATE.id], GATE, null],
  [[OTHER], GATE, "scope_gate"],
  [[GATE.id], { id: null, name: "unsaved" }, "scope_gate"],
  [[OTHER], undefined, null],
])("gates %j and %j: %s", (gates, gate, code) => {
  expect(codeOf({ gates }, chosen({ gate }))).toBe(code);
});

describe("models and providers", () => {
  test.each<[string, KeyScope, Partial<ChosenFacts>, string | null]>([
    ["the first", { models: ["gpt-4o-mini"] }, {}, null],
    ["only the fallback", { models: ["claude-haiku-4-5"] }, {}, null],
    ["none of them", { models: ["gpt-4o"] }, {}, "scope_model"],
    ["by its full name", { models: ["openai/gpt-4o-mini"] }, {}, null],
    ["in full, named barely", { models: ["gpt-4o"] }, { route: [["openai", "openai/gpt-4o"]] }, null],
    ["the same name elsewhere", { models: ["gpt-4o"] }, { route: [["mine", "mine/gpt-4o"]] }, "scope_model"],
    ["the same bare name elsewhere", { models: ["gpt-4o"] }, { route: [["mine", "gpt-4o"]] }, "scope_model"],
    ["one's own", { models: ["mine/gpt-4o"] }, { route: [["mine", "gpt-4o"]] }, null],
    ["a longer name", { models: ["gpt-4"] }, { route: [["openai", "gpt-4o"]] }, "scope_model"],
    ["the sandbox", { models: ["sandbox/echo"] }, { route: [["sandbox", "sandbox/echo"]] }, null],
    ["a provider", { providers: ["openai"] }, {}, null],
    ["another provider", { providers: ["google"] }, {}, "scope_provider"],
    ["a model of another provider", { providers: ["google"], models: ["gpt-4o-mini"] }, {}, "scope_provider"],
    [
      "asked for, and not allowed",
      { models: ["claude-haiku-4-5"] },
      { modelAsked: "gpt-4o-mini" },
      "scope_model",
    ],
    ["asked for, and allowed", { models: ["gpt-4o-mini"] }, { modelAsked: "gpt-4o-mini" }, null],
    ["a gate's name asked for", { models: ["claude-haiku-4-5"] }, { modelAsked: "support" }, null],
  ])("%s", (_case, scope, given, code) => {
    expect(codeOf(scope, chosen(given))).toBe(code);
  });

  test("the sentence names no more than three of many", () => {
    const models = ["a", "b", "c", "d", "e"];
    expect(scopeVerdict({ models }, facts(chosen()))?.message).toBe(
      "This key may not use the model gpt-4o-mini. It may use a, b, c and 2 more.",
    );
  });
});

test.each<[number, ChosenFacts["maxOutputTokens"], string | null]>([
  [100, 100, null],
  [99, 100, "scope_output"],
  [1, null, null],
  [1, undefined, null],
  [1, 0, null],
])("at most %i tokens, asked for %s: %s", (maxOutputTokens, asked, code) => {
  expect(codeOf({ maxOutputTokens }, chosen({ maxOutputTokens: asked }))).toBe(code);
});

describe("cost", () => {
  test.each<[string, ChosenFacts["worstCost"], string | null]>([
    ["1000", 1_000n, null],
    ["999", 1_000n, "scope_cost"],
    ["999", null, "scope_cost"],
    ["999", undefined, null],
    ["1", 0n, null],
  ])("at most %s, at worst %s: %s", (maxCallNanoUsd, worstCost, code) => {
    expect(codeOf({ maxCallNanoUsd }, chosen({ worstCost }))).toBe(code);
  });

  test("a call of unknown cost is told whether a bound or a price is missing", () => {
    const scope = { maxCallNanoUsd: "500000000" };
    const message = (given: Partial<ChosenFacts>) => scopeVerdict(scope, facts(chosen(given)))?.message;
    expect(message({ worstCost: null, maxOutputTokens: null })).toMatch(/nothing bounds its output/);
    expect(message({ worstCost: null })).toMatch(/the price of a model.*is not known/);
    expect(message({ worstCost: 700_000_000n })).toMatch(/up to \$0\.7, .* at most \$0\.5 on one/);
  });
});

test("what comes first in a call is told first, and what is not known refuses nothing", () => {
  const scope: KeyScope = {
    access: "read",
    endpoints: ["messages"],
    networks: ["10.0.0.0/8"],
    gates: [OTHER],
    models: ["x"],
    maxOutputTokens: 1,
    maxCallNanoUsd: "1",
  };
  expect(codeOf(scope, chosen())).toBe("scope_access");
  const { access: _, ...noAccess } = scope;
  expect(codeOf(noAccess, chosen())).toBe("scope_endpoint");
  const { endpoints: _e, ...noEndpoints } = noAccess;
  expect(codeOf(noEndpoints, chosen())).toBe("scope_network");
  const { networks: _n, ...rest } = noEndpoints;
  expect(codeOf(rest, chosen())).toBe("scope_gate");
  expect(codeOf(rest)).toBeNull();
});
