import { expect, test } from "vitest";
import { openAllowance } from "./allowance";

test("each name has its own allowance, and a new one in the next window", () => {
  const allowance = openAllowance({ most: 2, windowMs: 1_000 });
  expect([1, 2, 3].map(() => allowance.take("a", 100))).toEqual([0, 0, 1_000]);
  expect(allowance.take("b", 600)).toBe(0);
  expect(allowance.take("a", 600)).toBe(500);
  expect(allowance.take("a", 1_100)).toBe(0);
});

test("names without end share one allowance in the end, and take no more memory", () => {
  const allowance = openAllowance({ most: 1, windowMs: 1_000 });
  for (let name = 0; name < 10_000; name += 1) expect(allowance.take(`n${name}`, 0)).toBe(0);
  expect(allowance.take("one more", 0)).toBe(0);
  expect(allowance.take("and another", 0)).toBe(1_000);
});
