import { expect, test } from "vitest";
import { MINUTE_MS } from "@/lib/core/time";
import { looksSafe } from "./looks-safe";

const now = new Date("2026-11-24T12:00:00.000Z");
const ago = (minutes: number) => new Date(now.getTime() - minutes * MINUTE_MS);
const silent = { state: "ending" as const, lastUsedAt: null, lastRequestAt: null, rotatedAt: ago(30) };

test.each<[string, Partial<Parameters<typeof looksSafe>[0]>, boolean]>([
  ["silent since the rotation, and that was 30 minutes ago", {}, true],
  ["the rotation was 29 minutes ago", { rotatedAt: ago(29) }, false],
  ["last used 30 minutes ago", { lastUsedAt: ago(30), lastRequestAt: ago(30) }, true],
  ["a call 29 minutes ago", { lastRequestAt: ago(29) }, false],
  ["used for the management API 29 minutes ago", { lastUsedAt: ago(29), lastRequestAt: ago(90) }, false],
  ["a call by a clock ahead of the ledger's", { lastRequestAt: ago(-1) }, false],
  ["the newest secret", { state: "newest" }, false],
  ["one that was stopped", { state: "stopped" }, false],
  ["one that ended", { state: "ended" }, false],
])("%s", (_case, given, safe) => expect(looksSafe({ ...silent, ...given }, 30, now)).toBe(safe));
