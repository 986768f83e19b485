import { expect, test } from "vitest";
import { countedAs } from "@/lib/limits/counted-as";
import { openPostgresStore } from "@/lib/limits/postgres-store";
import { rateLimitTests } from "@/lib/testing/rate-limit-suite";

const { gateway, callerWith } = await rateLimitTests("postgres");

/** Another instance on the same database. */
const other = openPostgresStore(() => gateway.sql);

test("what another instance let in counts here, and what runs there until it ends there", async () => {
  const { call, keyId, name } = await callerWith({ key: { requestsPerMinute: 3, concurrentRequests: 2 } });
  const ofKey = { scope: "key" as const, id: keyId, name };
  const claims = countedAs(
    [
      { ...ofKey, limit: "requestsPerMinute", value: 3 },
      { ...ofKey, limit: "concurrentRequests", value: 2 },
    ],
    1,
  );
  const first = await other.claim(claims);
  const second = await other.claim(claims);
  expect(second.isTaken).toBe(true);
  expect(await (await call()).json()).toMatchObject({ error: { limit: "concurrent_requests", used: 2 } });
  other.adjust(
    claims
      .filter(({ window }) => window === "running")
      .map((claim) => ({ ...claim, amount: -1, takenAtMs: first.takenAtMs })),
  );
  await expect.poll(async () => (await call()).status).toBe(200);
  expect(await (await call()).json()).toMatchObject({ error: { limit: "requests_per_minute", used: 3 } });
});

test("while the database does not count, calls are counted here, and none waits longer than a moment", async () => {
  const { call } = await callerWith({ key: { requestsPerMinute: 3 } });
  expect((await call()).status).toBe(200);
  const statuses: number[] = [];
  await gateway.sql.begin(async (held) => {
    await held`lock table limit_counters in exclusive mode`;
    const startedAtMs = performance.now();
    for (let time = 0; time < 4; time += 1) statuses.push((await call()).status);
    expect(performance.now() - startedAtMs).toBeLessThan(2_500);
  });
  expect(statuses).toEqual([200, 200, 200, 429]);
  const remaining = async () => (await call()).headers.get("x-ratelimit-remaining-requests");
  // There only one was counted.
  await expect.poll(remaining).toBe("1");
});
