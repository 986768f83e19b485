import { expect, test } from "vitest";
import { type AccountPayloadPolicy, type PayloadPolicy, payloadVerdict } from "./payload-policy";

const off: PayloadPolicy = { store: false, keepDays: 7, redact: [] };
const on = (keepDays: number, ...redact: string[]): PayloadPolicy => ({ store: true, keepDays, redact });
const open = (policy: PayloadPolicy): AccountPayloadPolicy => ({ ...policy, ceiling: false });
const ceiling = (policy: PayloadPolicy): AccountPayloadPolicy => ({ ...policy, ceiling: true });

test.each<[string, PayloadPolicy | null, PayloadPolicy | null, AccountPayloadPolicy | null, string]>([
  ["nobody said anything", null, null, null, "off, by default"],
  ["the account alone", null, null, open(on(30)), "30 days, by account"],
  ["a gate over its account", null, on(5), open(off), "5 days, by gate"],
  ["a gate that keeps nothing", null, off, open(on(30)), "off, by gate"],
  ["a key over gate and account", on(60), off, open(on(30)), "60 days, by key"],
  ["a key that keeps nothing", off, on(5), open(on(30)), "off, by key"],
  ["a key where the account never chose", on(3), null, null, "3 days, by key"],
  ["off for all", on(60), on(5), ceiling(off), "off, by key, capped"],
  ["off for all, a gate that agrees", null, off, ceiling(off), "off, by gate"],
  ["no longer than the account", on(60), null, ceiling(on(30)), "30 days, by key, capped"],
  ["shorter than the account", on(3), null, ceiling(on(30)), "3 days, by key"],
  ["less than the account", off, on(60), ceiling(on(30)), "off, by key"],
  ["a ceiling of its own", null, null, ceiling(on(30)), "30 days, by account"],
])("%s", (_case, key, gate, account, expected) => {
  const { store, keepDays, from, isCapped } = payloadVerdict({ key, gate, account });
  expect(`${store ? `${keepDays} days` : "off"}, by ${from}${isCapped ? ", capped" : ""}`).toBe(expected);
});

test("fields to leave out add up: nobody brings back what another leaves out", () => {
  const verdict = payloadVerdict({
    key: on(1, "card", "name"),
    gate: { ...off, redact: ["ssn"] },
    account: open(on(30, "name", "email")),
  });
  expect(verdict.redact).toEqual(["card", "name", "ssn", "email"]);
});
