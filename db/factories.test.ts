import { createHash } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "@/lib/testing/database";
import { makeKey, makeOwner, makeSession, newSecret } from "./factories";
import { makeRequests } from "./factories-requests";

const { db, sql, end } = await testDatabase();
afterAll(end);

test("the hourly sums equal the rows they sum, unpriced ones counted apart", async () => {
  const { accountId, gateId } = await makeOwner(db);
  const { keyId, secretId } = await makeKey(db, { accountId });
  const caller = { accountId, keyId, secretId, gateId };
  await makeRequests(db, caller, 7);
  await makeRequests(db, caller, [
    { costNanoUsd: null, status: 502, errorCode: "provider_failed" },
    { costNanoUsd: 1n },
  ]);
  const [sums] = await sql`
    select sum(requests) as requests, sum(errors) as errors, sum(unpriced) as unpriced, sum(cost_nano_usd) as cost,
      sum(latency_ms_sum) = (select sum(latency_ms) from requests where key_id = ${keyId}) as same_latency
    from usage_hourly where key_id = ${keyId}`;
  const cost = (7n * 72_000n + 1n).toString();
  expect(sums).toEqual({ requests: "9", errors: "1", unpriced: "1", cost, same_latency: true });
});

test("the database holds hashes of what a key's holder and a browser send, never the text", async () => {
  const { accountId, userId } = await makeOwner(db);
  const { secret } = await makeKey(db, { accountId });
  const { token } = await makeSession(db, { userId });
  const hash = createHash("sha256").update(secret).digest();
  expect(await sql`select 1 from api_key_secrets where hash = ${hash}`).toHaveLength(1);
  const hex = createHash("sha256").update(token).digest("hex");
  expect(await sql`select 1 from sessions where session_token = ${hex}`).toHaveLength(1);
  expect(newSecret()).toMatch(/^layer_[0-9a-f]{64}$/);
});
