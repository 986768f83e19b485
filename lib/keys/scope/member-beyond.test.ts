import { expect, test } from "vitest";
import type { KeyScope } from "@/lib/core/key-scope";
import { memberBeyond } from "./member-beyond";

const hours = (from: string, to: string, days = [1], zone = "UTC") => ({
  hours: { zone, windows: [{ days, from, to }] },
});

test.each<[string, KeyScope | null, KeyScope | null, keyof KeyScope | null]>([
  ["full in full", null, null, null],
  ["anything in full", { models: ["a"] }, null, null],
  ["full in anything", null, { models: ["a"] }, "models"],
  [
    "itself",
    { access: "read", networks: ["10.0.0.0/8"] },
    { access: "read", networks: ["10.0.0.0/8"] },
    null,
  ],
  ["full access", {}, { access: "read" }, "access"],
  ["the same access", { access: "inference" }, { access: { inference: "write" } }, null],
  ["less access", { access: { inference: "read" } }, { access: "inference" }, null],
  [
    "more of one resource",
    { access: { keys: "write" } },
    { access: { keys: "read", gates: "write" } },
    "access",
  ],
  ["another resource", { access: "inference" }, { access: { keys: "write" } }, "access"],
  ["all gates", {}, { gates: ["a"] }, "gates"],
  ["fewer gates", { gates: ["a"] }, { gates: ["a", "b"] }, null],
  ["another gate", { gates: ["a", "c"] }, { gates: ["a", "b"] }, "gates"],
  ["fewer models", { models: ["gpt-4o"] }, { models: ["gpt-4o", "gpt-4o-mini"] }, null],
  ["a model in full", { models: ["openai/gpt-4o"] }, { models: ["gpt-4o"] }, null],
  ["a model of the same name elsewhere", { models: ["mine/gpt-4o"] }, { models: ["gpt-4o"] }, "models"],
  ["another provider", { providers: ["openai", "google"] }, { providers: ["openai"] }, "providers"],
  ["another endpoint", { endpoints: ["messages"] }, { endpoints: ["responses"] }, "endpoints"],
  ["a smaller network", { networks: ["10.1.0.0/16"] }, { networks: ["10.0.0.0/8"] }, null],
  ["a larger network", { networks: ["10.0.0.0/7"] }, { networks: ["10.0.0.0/8"] }, "networks"],
  ["one network more", { networks: ["10.0.0.1", "11.0.0.1"] }, { networks: ["10.0.0.0/8"] }, "networks"],
  ["all networks", {}, { networks: ["10.0.0.0/8"] }, "networks"],
  ["shorter hours", hours("10:00", "11:00"), hours("09:00", "12:00"), null],
  ["longer hours", hours("08:59", "11:00"), hours("09:00", "12:00"), "hours"],
  ["another day", hours("10:00", "11:00", [2]), hours("09:00", "12:00"), "hours"],
  ["past midnight, in the day after", hours("00:00", "02:00", [2]), hours("22:00", "03:00"), null],
  ["past midnight on Sunday, in Monday", hours("00:00", "02:00", [1]), hours("22:00", "03:00", [7]), null],
  ["past midnight, longer", hours("22:00", "04:00"), hours("22:00", "03:00"), "hours"],
  [
    "the same hours in another zone",
    hours("10:00", "11:00", [1], "Asia/Tokyo"),
    hours("09:00", "12:00"),
    "hours",
  ],
  ["at any time", {}, hours("09:00", "12:00"), "hours"],
  ["cheaper calls", { maxCallNanoUsd: "5" }, { maxCallNanoUsd: "10" }, null],
  ["dearer calls", { maxCallNanoUsd: "10" }, { maxCallNanoUsd: "9" }, "maxCallNanoUsd"],
  ["calls of any cost", {}, { maxCallNanoUsd: "9" }, "maxCallNanoUsd"],
  ["less output", { maxOutputTokens: 5 }, { maxOutputTokens: 5 }, null],
  ["more output", { maxOutputTokens: 6 }, { maxOutputTokens: 5 }, "maxOutputTokens"],
])("%s", (_case, child, parent, member) => {
  expect(memberBeyond(child, parent)).toBe(member);
});
