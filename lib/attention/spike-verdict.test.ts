import { expect, test } from "vitest";
import { isSpike } from "./spike-verdict";

test.each([
  ["new and frequent", { requests: 100, failed: 10 }, { requests: 1_000, failed: 0 }, true],
  ["nothing before at all", { requests: 10, failed: 10 }, { requests: 0, failed: 0 }, true],
  ["three times the usual share", { requests: 100, failed: 30 }, { requests: 700, failed: 70 }, true],
  ["a little above the usual", { requests: 100, failed: 29 }, { requests: 700, failed: 70 }, false],
  ["too few to tell", { requests: 9, failed: 9 }, { requests: 0, failed: 0 }, false],
  ["many, but few among all", { requests: 10_000, failed: 150 }, { requests: 0, failed: 0 }, false],
  ["no requests", { requests: 0, failed: 0 }, { requests: 0, failed: 0 }, false],
])("%s", (_, now, before, spike) => expect(isSpike(now, before)).toBe(spike));
