import { expect, test } from "vitest";
import type { KeyId } from "@/lib/core/ids";
import { listCosts } from "./list-costs";

const row = (id: string, requests: number, unpriced: number, costNanoUsd: bigint) => ({
  id: id as KeyId,
  requests,
  unpriced,
  costNanoUsd,
});

test("costs of a page line up; unknown is a dash with its count, nothing used is zero", () => {
  const costs = listCosts([
    row("all priced", 10, 0, 12_400_000_000n),
    row("small", 1, 0, 42_000_000n),
    row("some unpriced", 10, 3, 1_000_000_000n),
    row("none priced", 1_204, 1_204, 0n),
    row("never used", 0, 0, 0n),
  ]);
  expect(Object.fromEntries(costs)).toEqual({
    "all priced": { text: "$12.4000", note: "" },
    small: { text: "$0.0420", note: "" },
    "some unpriced": { text: "$1.0000", note: "3 unpriced" },
    "none priced": { text: "—", note: "1,204 unpriced" },
    "never used": { text: "$0.00", note: "" },
  });
});
