import { eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { apiKeys } from "@/db/schema/keys";
import { rowsHref, unpricedHref } from "@/lib/core/chart-links";
import { readRequestAddress } from "@/lib/core/request-address";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { USUAL_USAGE_VIEW, type UsageView } from "./contract";
import { usagePlan } from "./usage-plan";
import { usageReport } from "./usage-report";
import { reportSentence } from "./usage-words";

const { db, end } = await testDatabase();
afterAll(end);

const NOW = new Date("2026-05-04T12:30:00Z");
const at = (day: number) => new Date(`2026-05-0${day}T06:00:00Z`);

async function newAccount() {
  const { accountId } = await makeOwner(db);
  const key = await makeKey(db, { accountId, name: "Production" });
  const gone = await makeKey(db, { accountId, name: "Old" });
  const callOf = ({ keyId, secretId }: typeof key) => ({ accountId, keyId, secretId });
  await makeRequests(db, callOf(key), [
    { startedAt: at(1), modelUsed: "a", costNanoUsd: 3n },
    { startedAt: at(3), modelUsed: "b", costNanoUsd: 5n },
    { startedAt: at(4), modelUsed: "b", costNanoUsd: 7n, ownCostNanoUsd: 7n, ownProviderKey: true },
    { startedAt: at(4), modelUsed: "x, 50 %", costNanoUsd: null, settlement: "unpriced" },
  ]);
  await makeRequests(db, callOf(gone), [
    { startedAt: at(4), modelUsed: "b", costNanoUsd: 1n, status: 500, settlement: "interrupted" },
  ]);
  await db.update(apiKeys).set({ deletedAt: NOW }).where(eq(apiKeys.id, gone.keyId));
  const ctx = { ...testContext(db, accountId), clock: { now: () => NOW } };
  const report = (change: Partial<UsageView>) => {
    const time = { range: "custom", from: "2026-05-03", to: "2026-05-04" } as const;
    return usageReport(ctx, usagePlan({ ...USUAL_USAGE_VIEW, time, grain: "day", ...change }, "UTC", NOW));
  };
  return { key, gone, report };
}

function asked(href: string | null) {
  const { pathname, searchParams } = new URL(href ?? "", "http://layer");
  return { pathname, ...readRequestAddress(Object.fromEntries(searchParams), "7d") };
}

describe("a page of usage", () => {
  test("has the sums of the engine, and every number opens exactly its filter and span", async () => {
    const { report } = await newAccount();
    const { chart } = await report({});
    expect(chart.series.map(({ name, total }) => [name, total])).toEqual([
      ["b", "13"],
      ["x, 50 %", null],
    ]);
    expect(chart.spans.map(({ total, values, unpriced }) => [total, values, unpriced])).toEqual([
      ["5", ["5", "0"], 0],
      ["8", ["8", null], 1],
    ]);
    expect([chart.total, chart.unpriced, chart.isOngoing]).toEqual(["13", 1, true]);
    expect(asked(rowsHref(chart, 1, 1))).toEqual({
      pathname: "/logs",
      filter: { model: { in: ["x, 50 %"], notIn: [] } },
      time: { range: "custom", from: "2026-05-04T00:00:00.000Z", to: "2026-05-05T00:00:00.000Z" },
      zone: null,
      ignored: [],
    });
    expect(asked(rowsHref(chart, null, null))).toMatchObject({
      filter: {},
      time: { from: "2026-05-03T00:00:00.000Z", to: "2026-05-05T00:00:00.000Z" },
    });
    expect(asked(unpricedHref(chart, 1))).toMatchObject({
      filter: { certainty: ["unpriced"] },
      time: { from: "2026-05-04T00:00:00.000Z" },
    });
  });

  test("leaves out of spend on own keys, and of what has no price in it, what went to others", async () => {
    const { report } = await newAccount();
    const shown = await report({ metric: "ownSpend" });
    expect([shown.chart.total, shown.chart.unpriced]).toEqual(["7", 0]);
    expect(reportSentence(shown)).not.toContain("without a known price");
    expect(asked(rowsHref(shown.chart, null, null)).filter).toEqual({ ownProviderKey: true });
  });

  test("calls keys by their names, marks deleted ones, and opens them by their ids", async () => {
    const { key, gone, report } = await newAccount();
    const { rows, chart } = await report({ group: "key", metric: "errorRate" });
    expect(rows.map(({ name, value }) => [name, value])).toEqual([
      ["Old (deleted)", "1"],
      ["Production", "0"],
    ]);
    expect(rows[0]?.cell).toMatchObject({ requests: 1, interrupted: 1 });
    expect(asked(rowsHref(chart, 0, 1)).filter).toEqual({
      key: { in: [gone.keyId], notIn: [] },
      failed: true,
    });
    expect(asked(`/logs?${rows[1]?.query}`).filter).toEqual({ key: { in: [key.keyId], notIn: [] } });
    expect([chart.kind, chart.spans[0]?.values]).toEqual(["lines", [null, "0"]]);
  });

  test("knows the period before, series by series", async () => {
    const { report } = await newAccount();
    const { rows, total, previousTotal, chart } = await report({ metric: "requests", compare: true });
    expect([total, previousTotal]).toEqual(["4", "1"]);
    expect(rows.map(({ name, previous }) => [name, previous])).toEqual([
      ["b", "0"],
      ["x, 50 %", "0"],
    ]);
    expect(chart.spans.map(({ previous }) => [previous?.start, previous?.total])).toEqual([
      ["2026-05-01T00:00:00.000Z", "1"],
      ["2026-05-02T00:00:00.000Z", "0"],
    ]);
  });

  test("accumulates, and then a bar opens all rows since the beginning", async () => {
    const { report } = await newAccount();
    const { chart } = await report({ cumulative: true });
    expect(chart.spans.map(({ total, unpriced }) => [total, unpriced])).toEqual([
      ["5", 0],
      ["13", 1],
    ]);
    expect(asked(rowsHref(chart, 0, 1)).time.from).toBe("2026-05-03T00:00:00.000Z");
  });

  test("counts in other bars than it was asked for where there would be too many", () => {
    const asMinutes = { ...USUAL_USAGE_VIEW, grain: "minute" } as const;
    expect(usagePlan(asMinutes, "UTC", NOW).query.grain).toBe("day");
    expect(usagePlan({ ...asMinutes, grain: "week" }, "UTC", NOW).query.grain).toBe("week");
  });
});
