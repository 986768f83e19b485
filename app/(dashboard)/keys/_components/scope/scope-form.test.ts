import { expect, test } from "vitest";
import type { KeyScope } from "@/lib/core/key-scope";
import { type ScopeForm, scopeFormOf, scopeOfForm } from "./scope-form";

test.each<KeyScope | null>([
  null,
  { access: "inference" },
  { access: { keys: "read", inference: "write" } },
  { gates: ["a"], models: ["gpt-4o-mini"], providers: ["openai"], endpoints: ["messages"] },
  { networks: ["203.0.113.0/24", "2001:db8::1"] },
  { hours: { zone: "Asia/Tokyo", windows: [{ days: [1, 2], from: "22:00", to: "06:00" }] } },
  { maxCallNanoUsd: "1", maxOutputTokens: 1 },
  { maxCallNanoUsd: "500000000" },
  { maxCallNanoUsd: "123456000000001" },
])("what is stored comes back as it was: %j", (scope) => {
  expect(scopeOfForm(scopeFormOf(scope, "UTC"))).toEqual({ scope });
});

const typed = (changes: Partial<ScopeForm>) => scopeOfForm({ ...scopeFormOf(null, "UTC"), ...changes });

test.each([
  ["0.50", "500000000"],
  ["$2", "2000000000"],
  [" 0.000000001 ", "1"],
])("%s is an amount", (maxCallUsd, maxCallNanoUsd) => {
  expect(typed({ maxCallUsd })).toEqual({ scope: { maxCallNanoUsd } });
});

test.each(["0", "0.00", "-1", "1,5", "ten", "1e3", "0.0000000001", "1234567"])(
  "%s is no amount",
  (maxCallUsd) => {
    expect(typed({ maxCallUsd })).toMatchObject({ param: "scope.maxCallNanoUsd" });
  },
);

test.each(["-1", "1.5", "many"])("%s is no number of tokens", (maxOutputTokens) => {
  expect(typed({ maxOutputTokens })).toMatchObject({ param: "scope.maxOutputTokens" });
});

test("networks may stand in one line, and an empty choice goes to the server, which says what is wrong", () => {
  expect(typed({ networks: "10.0.0.1, 10.0.0.2\n10.0.0.3" })).toEqual({
    scope: { networks: ["10.0.0.1", "10.0.0.2", "10.0.0.3"] },
  });
  expect(typed({ gates: [] })).toEqual({ scope: { gates: [] } });
});
