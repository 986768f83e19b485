import { afterAll, describe, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { type GivenRequest, makeRequests } from "@/db/factories-requests";
import { startApiServer } from "@/lib/testing/api-server";
import { appDatabase } from "@/lib/testing/app-database";
import { callOver, endpointSuite } from "@/lib/testing/endpoint-suite";
import { costsEndpoints } from "./costs/endpoints";
import { usageEndpoints } from "./endpoints";

const { db } = await appDatabase();
const api = await startApiServer();
afterAll(api.end);
for (const endpoint of [...usageEndpoints, ...costsEndpoints]) {
  endpointSuite(endpoint, { db, call: callOver(api.url) });
}

async function newAccount(rows: GivenRequest[] = []) {
  const { accountId } = await makeOwner(db);
  const { keyId, secretId, secret } = await makeKey(db, { accountId, tags: ["a"] });
  await makeRequests(db, { accountId, keyId, secretId }, rows);
  const get = async (path: string) => {
    const answer = await fetch(`${api.url}/v1/usage${path}`, {
      headers: { authorization: `Bearer ${secret}` },
    });
    return { status: answer.status, body: JSON.parse(await answer.text()) };
  };
  return { keyId, get };
}
const at = (text: string, more: GivenRequest = {}): GivenRequest => ({ startedAt: new Date(text), ...more });

describe("usage", () => {
  test("is answered by bar and series in the zone, money as exact text, an unknown cost as null", async () => {
    const { get } = await newAccount([
      at("2026-10-24T22:30:00Z", { modelUsed: "a", costNanoUsd: 1_234_567_890_123n }),
      at("2026-10-25T22:30:00Z", { modelUsed: "a", costNanoUsd: 1n }),
      at("2026-10-25T12:00:00Z", { modelUsed: "b", costNanoUsd: null }),
      at("2026-10-25T23:30:00Z", { modelUsed: "a", costNanoUsd: 5n }),
    ]);
    // The clocks of Berlin go back on the 25th.
    const { status, body } = await get(
      "?from=2026-10-25&to=2026-10-25&zone=Europe/Berlin&group=model&grain=day",
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      object: "usage",
      grain: "day",
      range: { from: "2026-10-24T22:00:00.000Z", to: "2026-10-25T23:00:00.000Z" },
      starts: ["2026-10-24T22:00:00.000Z"],
      series: [
        {
          group: "a",
          others: null,
          total: { requests: 2, costUsd: "1234.567890124", cost_nano_usd: "1234567890124" },
        },
        { group: "b", others: null, total: { requests: 1, unpriced: 1, costUsd: null, cost_nano_usd: null } },
      ],
      total: { requests: 3, unpriced: 1, cost_nano_usd: "1234567890124", latencyMs: null },
      untimed: 0,
      expired: 0,
    });
    const rest = await get(
      "?from=2026-10-25&to=2026-10-26&zone=Europe/Berlin&group=model&top=1&metric=latencyP95",
    );
    expect(rest.body.series[1]).toMatchObject({
      others: 1,
      total: { latencyMs: { p50: expect.any(Number) } },
    });
    const some = await get("?from=2026-10-24&to=2026-10-27&model=!a&grain=none");
    expect(some.body).toMatchObject({ series: [{ others: null }], total: { requests: 1 } });
  });

  test.each([
    ["metric", "?metric=profit"],
    ["group", "?group=colour"],
    ["subgroup", "?group=key&subgroup=key"],
    ["grain", "?grain=second"],
    ["grain", "?range=90d&grain=hour"],
    ["grain", "?range=7d&grain=minute"],
    ["top", "?top=0"],
    ["top", "?top=51"],
    ["top", "?top=many"],
    ["zone", "?zone=Mars/Olympus"],
    ["zone", "?zone=%2B05:30"],
    ["range", "?range=custom"],
    ["range", "?range=7d&from=2026-01-01&to=2026-01-02"],
    ["from", "?from=2026-02-30&to=2026-03-01"],
    ["from", "?from=2020-01-01&to=2026-03-01"],
    ["from", "?to=2026-03-01"],
    ["to", "?from=2026-03-01"],
    ["to", "?from=2026-03-01&to=2026-01-01"],
    ["key", "?key=junk"],
    ["status", "?status=99"],
    ["model", `?model=${"a,".repeat(200)}b`],
    ["tag", "?tag=%00"],
  ])("refuses a %s that is none: %s", async (param, query) => {
    const { get } = await newAccount();
    expect(await get(query)).toMatchObject({ status: 400, body: { error: "invalid_field", param } });
  });
});

describe("costs", () => {
  const day = (text: string) => Date.parse(`${text}T00:00:00Z`) / 1_000;
  const rows = [
    at("2026-02-28T23:59:59Z", { modelUsed: "a", costNanoUsd: 60_000_000n }),
    at("2026-03-01T00:00:00Z", { modelUsed: "a", costNanoUsd: 1n }),
    at("2026-03-01T12:00:00Z", { modelUsed: "b", costNanoUsd: null }),
    at("2026-03-03T12:00:00Z", { modelUsed: "b", costNanoUsd: 2n }),
  ];

  test("come by UTC day in OpenAI's shape, with the exact amounts beside it", async () => {
    const { get, keyId } = await newAccount(rows);
    const query = `?start_time=${day("2026-02-28") + 5}&end_time=${day("2026-03-04")}`;
    const { body } = await get(`/costs${query}&group_by=line_item,api_key_id&bucket_width=1d`);
    const cost = (line_item: string, nano: string | null, usd: string | null, unpriced = 0) => ({
      object: "organization.costs.result",
      amount: { value: usd === null ? null : Number(usd), currency: "usd" },
      amount_usd: usd,
      amount_nano_usd: nano,
      requests: 1,
      unpriced,
      line_item,
      project_id: null,
      api_key_id: keyId,
    });
    expect(body).toEqual({
      object: "page",
      data: [
        ["2026-02-28", [cost("a", "60000000", "0.06")]],
        ["2026-03-01", [cost("a", "1", "0.000000001"), cost("b", null, null, 1)]],
        ["2026-03-02", []],
        ["2026-03-03", [cost("b", "2", "0.000000002")]],
      ].map(([start, results]) => ({
        object: "bucket",
        start_time: day(String(start)),
        end_time: day(String(start)) + 86_400,
        results,
      })),
      has_more: false,
      next_page: null,
    });
  });

  test("are paged by days without a gap, however many groups there are", async () => {
    const many = Array.from({ length: 60 }, (_, n) =>
      at("2026-03-02T12:00:00Z", { modelUsed: `m${n}`, costNanoUsd: 1n }),
    );
    const { get } = await newAccount([...rows, ...many]);
    const query = `/costs?start_time=${day("2026-02-28")}&end_time=${day("2026-03-04") - 1}&limit=3&group_by=line_item`;
    const first = (await get(query)).body;
    expect([first.data.length, first.has_more, first.data[2].results.length]).toEqual([3, true, 60]);
    const second = (await get(`${query}&page=${first.next_page}`)).body;
    expect(second.data.map(({ start_time }: { start_time: number }) => start_time)).toEqual([
      day("2026-03-03"),
    ]);
    expect([second.has_more, second.next_page]).toEqual([false, null]);
  });

  test.each([
    ["start_time", "?start_time=yesterday"],
    ["end_time", `?start_time=${day("2026-03-02")}&end_time=${day("2026-03-01")}`],
    ["bucket_width", "?bucket_width=1h"],
    ["group_by", "?group_by=colour"],
    ["group_by", "?group_by=line_item,line_item"],
    ["api_key_ids", "?api_key_ids=junk"],
    ["limit", "?limit=181"],
    ["page", "?page=2"],
    ["page", `?start_time=${day("2026-03-02")}&page=page_${day("2026-03-01")}`],
  ])("refuse a %s that is none: %s", async (param, query) => {
    const { get } = await newAccount();
    expect(await get(`/costs${query}`)).toMatchObject({
      status: 400,
      body: { error: "invalid_field", param },
    });
  });
});
