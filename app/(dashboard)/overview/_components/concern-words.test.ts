import { expect, test } from "vitest";
import type { RequestId } from "@/lib/core/ids";
import { readRequestAddress } from "@/lib/core/request-address";
import type { SpendingLimit } from "@/lib/spending/contract";
import { concernWords } from "./concern-words";

const now = new Date("2026-11-28T12:00:00.000Z");
const since = new Date("2026-11-27T12:00:00.000Z");
const read = (href: string) =>
  readRequestAddress(Object.fromEntries(new URL(href, "http://x").searchParams), "24h");

test("errors and models without a price open exactly the rows they are about", () => {
  const group = {
    errorCode: "provider_failed",
    cause: null,
    message: null,
    provider: "openai",
    count: 12,
    firstAt: since,
    lastAt: now,
    latestRequestId: "0195f3a0-0000-7000-8000-000000000001" as RequestId,
    keys: [],
    gates: [],
  };
  const errors = read(concernWords({ kind: "errors", group, requests: 24, since }, now).href);
  expect(errors).toMatchObject({
    filter: { error: ["provider_failed"], provider: { in: ["openai"], notIn: [] } },
    time: { range: "custom", from: since.toISOString(), to: now.toISOString() },
    ignored: [],
  });
  const unpriced = read(concernWords({ kind: "unpriced", model: "a,b", requests: 1, since }, now).href);
  expect(unpriced.filter).toEqual({ model: { in: ["a,b"], notIn: [] }, certainty: ["unpriced"] });
});

test("a limit opens its own ledger and says whether it stands in the way", () => {
  const limit = {
    id: "0195f3a0-0000-7000-8000-000000000002",
    scope: "key",
    holderName: "CI",
    period: "monthly",
    zone: "UTC",
    amountNanoUsd: 5_000_000_000n,
    raisedNanoUsd: 0n,
    enforcement: "block",
    updatedAt: since,
    now: {
      spentNanoUsd: 4_500_000_000n,
      fencedNanoUsd: 0n,
      reservedNanoUsd: 0n,
      percentUsed: 90,
      resetsAt: now,
      refusedAt: null,
      status: "active",
    },
  } as SpendingLimit;
  const nearly = concernWords({ kind: "spending", limit }, now);
  expect(nearly.title).toBe("The monthly limit of key CI is at 90 %");
  expect(nearly.href).toBe(`/spending?limit=${limit.id}`);
  const stopped = { ...limit, now: { ...limit.now, refusedAt: now } };
  expect(concernWords({ kind: "spending", limit: stopped }, now).title).toContain("refuses calls");
});

test("no cost of nothing is ever said of a model without a price", () => {
  const { title, sentence } = concernWords({ kind: "unpriced", model: "x", requests: 3, since }, now);
  expect(`${title} ${sentence}`).not.toContain("$0");
  expect(sentence).toContain("3 requests");
});
