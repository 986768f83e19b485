import { afterAll, describe, expect, test } from "vitest";
import { importReport } from "@/lib/reconciliation/import-report";
import { startApiServer } from "@/lib/testing/api-server";
import { appDatabase } from "@/lib/testing/app-database";
import { testContext } from "@/lib/testing/context";
import {
  callEndpoint,
  callOver,
  endpointSuite,
  makeCaller,
  type TestCaller,
} from "@/lib/testing/endpoint-suite";
import { expectError } from "@/lib/testing/expect-error";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { reconciliationEndpoints } from "../endpoints";
import { reportByIdEndpoints, reportsEndpoints } from "./endpoints";

const { db } = await appDatabase();
const server = await startApiServer();
afterAll(server.end);

const [list, add] = reportsEndpoints as [Endpoint, Endpoint];
const [get, remove] = reportByIdEndpoints as [Endpoint, Endpoint];
const [compare] = reconciliationEndpoints as [Endpoint];
const CSV = "date,model,requests,input_tokens,output_tokens,cost_usd\n2026-10-05,gpt-4o,2,1000,100,0.0035\n";
const ownId = async ({ accountId }: TestCaller) => {
  const bytes = new TextEncoder().encode(CSV);
  const given = { bytes, provider: "openai", fileName: "october.csv" };
  return (await importReport(testContext(db, accountId), given)).report.id;
};

describe("mounted before Next", () => {
  const call = callOver(server.url);
  endpointSuite(list, { db, call });
  endpointSuite(add, { db, call });
  endpointSuite(get, { db, ownId, call });
  endpointSuite(remove, { db, ownId, call });
});

const post = (secret: string, body: BodyInit, query = "?provider=openai&name=october.csv") =>
  callOver(server.url)(add, { secret, body, query, headers: { "content-type": "text/csv" } });

test("a CSV report is imported once, compared, and gone when it is deleted", async () => {
  const { secret } = await makeCaller(db);
  const first = await post(secret, CSV);
  expect(first.status).toBe(201);
  const report = await first.json();
  expect(report).toMatchObject({
    provider: "openai",
    fileName: "october.csv",
    costUsd: "0.0035",
    understood: ["date", "model", "requests", "input_tokens", "output_tokens", "cost_usd"],
  });
  const again = await post(secret, CSV);
  expect([again.status, (await again.json()).isNew]).toEqual([200, false]);
  const asked = { secret, query: "?provider=openai&from=2026-10-01&to=2026-10-31" };
  const found = await (await callEndpoint(compare, asked)).json();
  expect(found).toMatchObject({
    providerCostUsd: "0.0035",
    layerCostUsd: "0",
    captureRate: 0,
    causes: [{ cause: "outside", amountUsd: "0.0035", days: 1 }],
  });
  expect((await callEndpoint(remove, { secret, id: report.id })).status).toBe(204);
  expect((await (await callEndpoint(compare, asked)).json()).data).toEqual([]);
});

test("a refused report names every wrong line, and a body over 10 MiB is refused", async () => {
  const { secret } = await makeCaller(db);
  const refused = await expectError(
    add,
    await post(secret, `${CSV}x,gpt-4o,1,1,1,1\n`),
    400,
    "invalid_field",
  );
  expect(refused.message).toBe('Line 3: "x" is no day. Write it as 2026-11-28. Nothing was imported.');
  await expectError(add, await post(secret, "x".repeat(10 * 1024 * 1024 + 1)), 413, "payload_too_large");
  const without = await expectError(add, await post(secret, CSV, ""), 400, "invalid_field");
  expect(without.param).toBe("provider");
});

test.each([
  "from=2026-02-30",
  "to=yesterday",
  "from=2026-10-02&to=2026-10-01",
  "from=2020-01-01&to=2026-10-01",
])("a comparison over %s is refused by that name", async (query) => {
  const { secret } = await makeCaller(db);
  const answer = await callEndpoint(compare, { secret, query: `?provider=openai&${query}` });
  const { param } = await expectError(compare, answer, 400, "invalid_field");
  expect(query).toContain(`${param}=`);
});
