import type { Sql } from "postgres";
import { request } from "undici";
import { type AppServer, type Mount, startAppServer } from "@/lib/testing/app-server";
import { test as base, expect, providerSettings } from "../fixtures/gateway";
import { inParallel } from "../fixtures/load";

/** What keeps a stopped key out is the same behind Next, where a call costs three times as much: a fifth of them is enough. */
const SHARE: Record<Mount, number> = { server: 1, "next start": 0.2 };
const ROUNDS = 100;
/** So many calls are answered before the key is stopped. */
const RACED_BEFORE = 500;

/** With a second instance on the same database. */
const test = base.extend<object, { other: AppServer }>({
  other: [
    async ({ servedBy, ledger, provider }, use) => {
      const env = providerSettings(provider);
      const other = await startAppServer({ mount: servedBy, databaseUrl: ledger.url, env });
      await use(other);
      await other.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
});

test.slow();

test("time and again created, used, deleted, used: none is accepted after its deletion", async ({
  app,
  caller,
  servedBy,
}) => {
  const rounds = await inParallel(ROUNDS * SHARE[servedBy], 4, () => round(app, app, caller.secret));
  expect(rounds).toEqual(rounds.map(() => ({ before: 200, after: 401, code: "key_deleted" })));
});

test("a deletion in one process is true at once in another on the same database", async ({
  app,
  other,
  caller,
  servedBy,
}) => {
  const rounds = await inParallel(ROUNDS * SHARE[servedBy], 4, (n) =>
    n % 2 === 0 ? round(app, other, caller.secret) : round(other, app, caller.secret),
  );
  expect(rounds).toEqual(rounds.map(() => ({ before: 200, after: 401, code: "key_deleted" })));
});

/** How a key can stop, what its calls are told then, and in how many calls each of the three is raced. */
const STOPS = [
  { how: "delete", code: "key_deleted", calls: 3_400 },
  { how: "disable", code: "key_disabled", calls: 3_300 },
  { how: "expire", code: "key_expired", calls: 3_300 },
] as const;

for (const { how, code, calls: most } of STOPS) {
  test(`of thousands of calls that race one ${how} on two instances, none that began after its answer is accepted`, async ({
    app,
    other,
    caller,
    ledger,
    servedBy,
  }) => {
    const [count, before] = [most * SHARE[servedBy], RACED_BEFORE * SHARE[servedBy]];
    const key = await createKey(app, caller.secret);
    let stoppedAt = Number.POSITIVE_INFINITY;
    const calls: Array<{ began: number; status: number; code: string | undefined }> = [];
    await inParallel(count, 24, async (n) => {
      const began = performance.now();
      const answer = await use(n % 2 === 0 ? app : other, key.key);
      calls.push({ began, ...answer });
      if (calls.length !== before) return;
      if (how === "expire") await expire(ledger.sql, key.id);
      else if (how === "disable") await disable(other, caller.secret, key.id);
      else await remove(other, caller.secret, key.id);
      stoppedAt = performance.now();
    });
    const later = calls.filter(({ began }) => began > stoppedAt);
    expect(calls.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(before);
    expect(later.length).toBeGreaterThan(count / 2);
    expect(later.filter((call) => call.status !== 401 || call.code !== code)).toEqual([]);
  });
}

async function round(manager: AppServer, server: AppServer, secret: string) {
  const key = await createKey(manager, secret);
  const before = await use(server, key.key);
  await remove(manager, secret, key.id);
  const after = await use(server, key.key);
  return { before: before.status, after: after.status, code: after.code };
}

async function createKey(app: AppServer, secret: string): Promise<{ id: string; key: string }> {
  const response = await fetch(`${app.url}/v1/keys`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "Short life" }),
  });
  expect(response.status).toBe(201);
  return response.json();
}

async function remove(app: AppServer, secret: string, id: string): Promise<void> {
  const headers = { authorization: `Bearer ${secret}` };
  const response = await fetch(`${app.url}/v1/keys/${id}`, { method: "DELETE", headers });
  expect(response.status).toBe(204);
}

async function disable(app: AppServer, secret: string, id: string): Promise<void> {
  const response = await fetch(`${app.url}/v1/keys/${id}`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({ disabled: true }),
  });
  expect(response.status).toBe(200);
}

/** Lets the key's time run out now, by the clock that decides: an expiry in the API lies minutes ahead. */
async function expire(sql: Sql, id: string): Promise<void> {
  await sql`update api_keys set expires_at = clock_timestamp() where id = ${id}`;
}

/** Without `fetch`, which costs more than the call does. */
async function use(app: AppServer, secret: string): Promise<{ status: number; code: string | undefined }> {
  const { statusCode, body } = await request(`${app.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "sandbox/echo", messages: [{ role: "user", content: "hello" }] }),
  });
  const answer = (await body.json()) as { error?: { code: string } };
  return { status: statusCode, code: answer.error?.code };
}
