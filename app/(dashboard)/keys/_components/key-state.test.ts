import { describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/time";
import type { ApiKey } from "@/lib/keys/contract";
import { keyState, maskedKey, withoutSecrets } from "./key-state";

const now = new Date("2026-11-22T10:00:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms);
const key = {
  id: "0199f0c4-0000-7000-8000-000000000001",
  name: "Production",
  prefix: "layer_9e1417",
  lastFour: "c3f7",
  status: "active",
  createdAt: ago(400 * DAY_MS),
  createdBy: null,
  lastUsedAt: ago(3 * MINUTE_MS),
  expiresAt: null,
  disabledAt: null,
  disabledBy: null,
  deletedAt: null,
  exposedAt: null,
  countsTests: false,
} as unknown as ApiKey;

describe("the state of a key", () => {
  test.each([
    [{}, "Active", "Works; last used 3 minutes ago."],
    [{ lastUsedAt: null }, "Never used", "Works, but no request has arrived yet."],
    [{ lastUsedAt: ago(90 * DAY_MS) }, "Active", "Works; last used Aug 24, 2026."],
    [{ lastUsedAt: ago(91 * DAY_MS) }, "Idle", "Not used since Aug 23, 2026. Delete it if nobody needs it."],
    [{ expiresAt: ago(-25 * HOUR_MS) }, "Active", "Works; last used 3 minutes ago."],
    [{ expiresAt: ago(-23 * HOUR_MS) }, "Expires soon", "Expires in 23 hours; calls are refused after that."],
    [
      { exposedAt: ago(HOUR_MS) },
      "Exposed",
      "Reported as exposed 1 hour ago; it still works, so stop it or replace it.",
    ],
    [
      { exposedAt: ago(HOUR_MS), disabledAt: ago(MINUTE_MS) },
      "Exposed",
      "Reported as exposed 1 hour ago; it is disabled, so every call is refused.",
    ],
    [{ expiresAt: now }, "Expired", "Expired just now; every call with it is refused."],
    [
      { countsTests: true, disabledAt: ago(HOUR_MS) },
      "Tests",
      "Counts what tests of gates in this dashboard use and cost. No program can call with it.",
    ],
    [
      { countsTests: true, deletedAt: ago(HOUR_MS) },
      "Deleted",
      "Deleted 1 hour ago; every call with it is refused.",
    ],
    [
      { disabledAt: ago(HOUR_MS), expiresAt: now },
      "Disabled",
      "Disabled 1 hour ago; every call with it is refused.",
    ],
    [
      { disabledAt: ago(HOUR_MS), disabledBy: "guard" as const },
      "Disabled",
      "Disabled by its guard 1 hour ago; every call with it is refused.",
    ],
    [
      { disabledAt: ago(HOUR_MS), disabledBy: "leak report" as const },
      "Disabled",
      "Disabled because it was reported as leaked, 1 hour ago; every call with it is refused.",
    ],
    [
      { deletedAt: ago(2 * HOUR_MS), disabledAt: ago(DAY_MS) },
      "Deleted",
      "Deleted 2 hours ago; every call with it is refused.",
    ],
  ])("%o is %s", (change, word, sentence) => {
    expect(keyState({ ...key, ...change }, now, "UTC")).toMatchObject({ word, sentence });
  });
});

test("a used-up spending limit stands before what a key is otherwise, and behind what stops it for good", () => {
  const words = "Its spending limit is used up; calls are refused until Dec 1, 2026.";
  expect(keyState(key, now, "UTC", words)).toMatchObject({ word: "Limit reached", sentence: words });
  expect(keyState({ ...key, expiresAt: now }, now, "UTC", words).word).toBe("Expired");
});

test("a key is masked to its first and last four", () => {
  expect(maskedKey(key)).toBe("layer_9e14…c3f7");
});

describe("a search", () => {
  const secret = `layer_9e14${"0".repeat(56)}c3f7`;
  test.each([
    [secret, "layer_9e14…c3f7"],
    [`  ${secret} `, "  layer_9e14…c3f7 "],
    [secret.toUpperCase(), "layer_9E14…C3F7"],
    [secret.slice(0, 40), "layer_9e14…0000"],
    ["layer_9e14", "layer_9e14"],
    ["Production", "Production"],
  ])("%s becomes %s", (typed, searched) => {
    expect(withoutSecrets(typed)).toBe(searched);
  });
});
