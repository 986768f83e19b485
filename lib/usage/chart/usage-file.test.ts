import { afterAll, describe, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { USUAL_USAGE_VIEW, type UsageView } from "./contract";
import { usageCurl } from "./usage-curl";
import { usageFile } from "./usage-file";
import { usagePlan } from "./usage-plan";
import { usageReport } from "./usage-report";
import { reportSentence, reportTitle } from "./usage-words";

const { db, end } = await testDatabase();
afterAll(end);

const NOW = new Date("2026-05-04T12:30:00Z");
const time = { range: "custom", from: "2026-05-03", to: "2026-05-04" } as const;
const planOf = (change: Partial<UsageView> = {}) =>
  usagePlan({ ...USUAL_USAGE_VIEW, time, grain: "day", ...change }, "Asia/Tokyo", NOW);

async function account() {
  const { accountId } = await makeOwner(db);
  const { keyId, secretId } = await makeKey(db, { accountId, name: "Production" });
  const at = new Date("2026-05-03T06:00:00Z");
  await makeRequests(db, { accountId, keyId, secretId }, [
    { startedAt: at, modelUsed: "=HYPERLINK(1)", costNanoUsd: 1_500_000_001n },
    { startedAt: at, modelUsed: "free, or not", costNanoUsd: null, settlement: "unpriced" },
  ]);
  return { ...testContext(db, accountId), clock: { now: () => NOW } };
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

describe("a file of usage", () => {
  test("says what it holds, has exact sums, no formula, and nothing for what is not known", async () => {
    const { name, pieces } = await usageFile(await account(), planOf(), "csv");
    const [about, header, ...lines] = (await textOf(pieces)).trimEnd().split("\r\n");
    expect(name).toBe("usage-2026-05-04.csv");
    expect(about).toContain("cut in Asia/Tokyo; filter: none");
    const columns = header?.split(",") ?? [];
    expect(lines).toHaveLength(4);
    const [first, second] = lines;
    expect(first).toContain(
      "2026-05-02T15:00:00.000Z,2026-05-03T15:00:00.000Z,'=HYPERLINK(1),'=HYPERLINK(1),",
    );
    expect(first?.split(",")[columns.indexOf("cost_usd")]).toBe("1.500000001");
    expect(second).toContain('"free, or not"');
    // The name holds two commas more.
    expect(second?.split(",")[columns.indexOf("cost_usd") + 2]).toBe("");
  });

  test("is the same as JSON", async () => {
    const { pieces } = await usageFile(await account(), planOf({ group: "key" }), "json");
    const { usage } = JSON.parse(await textOf(pieces));
    expect(usage).toHaveLength(2);
    expect(usage[0]).toMatchObject({
      series: "Production",
      requests: 2,
      unpriced: 1,
      cost_usd: "1.500000001",
    });
  });

  test("of nothing is no broken one", async () => {
    const { accountId } = await makeOwner(db);
    const ctx = { ...testContext(db, accountId), clock: { now: () => NOW } };
    expect(JSON.parse(await textOf((await usageFile(ctx, planOf(), "json")).pieces)).usage).toEqual([]);
  });
});

test("a call of the API is one command of a shell, whatever the filter says", () => {
  const command = usageCurl(
    planOf({ filter: { model: { in: ["it's $(rm)"], notIn: [] } } }),
    "http://layer/",
  );
  expect(command).toContain("curl -G 'http://layer/v1/usage'");
  expect(command).toContain('"Authorization: Bearer $LAYER_API_KEY"');
  expect(command).toContain(`'model=it'\\''s $(rm)'`);
  expect(command).toContain("'from=2026-05-02T15:00:00.000Z'");
});

describe("a report in one sentence", () => {
  test("names the sum, the change, the largest, and what has no price", async () => {
    const report = await usageReport(await account(), planOf());
    expect(reportTitle(report)).toBe("Spend by model");
    expect(reportSentence(report)).toBe(
      "$1.50 from May 3, 2026 to May 4, 2026, after nothing in the period before; 100 % from =HYPERLINK(1). 1 request without a known price not included.",
    );
  });

  test("never calls unknown cost nothing", async () => {
    const unpriced = planOf({ filter: { model: { in: ["free, or not"], notIn: [] } } });
    const report = await usageReport(await account(), unpriced);
    expect(reportSentence(report)).toMatch(/^1 request .*what they cost is unknown/);
    expect(report.chart.total).toBeNull();
  });
});
