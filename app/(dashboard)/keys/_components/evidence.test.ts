import { describe, expect, test } from "vitest";
import { DAY_MS, MINUTE_MS } from "@/lib/core/time";
import { deletionWarning } from "./evidence";

const now = new Date("2026-11-22T10:00:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms);

describe("the warning before a deletion", () => {
  test("a key that was never used, or not for seven days, is not in use", () => {
    expect(deletionWarning({ lastDay: 0, lastRequest: null }, null, now)).toEqual({ inUse: false });
    const old = { lastDay: 0, lastRequest: { startedAt: ago(7 * DAY_MS) } };
    expect(deletionWarning(old, ago(7 * DAY_MS), now)).toEqual({ inUse: false });
  });

  test("it says how much, how recently, and from where", () => {
    const evidence = {
      lastDay: 1_204,
      lastRequest: {
        startedAt: ago(3 * MINUTE_MS),
        userAgent: "node-fetch/1.0 (+https://example.org)",
        network: "203.0.113.7",
      },
    };
    expect(deletionWarning(evidence, null, now)).toEqual({
      inUse: true,
      sentence:
        "1,204 requests in the last 24 hours, last one 3 minutes ago from node-fetch on 203.0.113.7. Deleting stops them at once.",
    });
  });

  test("what is not known is left out", () => {
    const evidence = { lastDay: 1, lastRequest: { startedAt: ago(0), userAgent: "", network: null } };
    expect(deletionWarning(evidence, null, now)).toMatchObject({
      sentence: "1 request in the last 24 hours, last one just now. Deleting stops it at once.",
    });
  });

  test("without a log row, the time of the last use counts", () => {
    const warning = deletionWarning({ lastDay: 0, lastRequest: null }, ago(6 * DAY_MS), now);
    expect(warning).toMatchObject({
      sentence: "0 requests in the last 24 hours, last one 6 days ago. Deleting stops them at once.",
    });
  });
});
