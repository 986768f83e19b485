import { type AppServer, startAppServer } from "@/lib/testing/app-server";
import { expect, providerSettings, test } from "../fixtures/gateway";
import { inParallel } from "../fixtures/load";

const ROUNDS = 100;
/** However long a deletion takes on a busy machine, so many calls are enough for some to follow it. */
const MOST_CALLS = 5_000;

test.slow();

test("100 times created, used, deleted, used: none is accepted after its deletion", async ({
  app,
  caller,
}) => {
  const rounds = await inParallel(ROUNDS, 4, () => round(app, app, caller.secret));
  expect(rounds).toEqual(
    Array.from({ length: ROUNDS }, () => ({ before: 200, after: 401, code: "key_deleted" })),
  );
});

test("a deletion in one process is true at once in another on the same database", async ({
  app,
  caller,
  ledger,
  provider,
  servedBy,
}) => {
  const env = providerSettings(provider);
  const other = await startAppServer({ mount: servedBy, databaseUrl: ledger.url, env });
  try {
    const rounds = await inParallel(ROUNDS, 4, (n) =>
      n % 2 === 0 ? round(app, other, caller.secret) : round(other, app, caller.secret),
    );
    expect(rounds).toEqual(
      Array.from({ length: ROUNDS }, () => ({ before: 200, after: 401, code: "key_deleted" })),
    );
  } finally {
    await other.stop();
  }
});

test("of calls that race one deletion, none that began after its answer is accepted", async ({
  app,
  caller,
}) => {
  const key = await createKey(app, caller.secret);
  let deletedAt = Number.POSITIVE_INFINITY;
  const calls: Array<{ began: number; status: number }> = [];
  const later = () => calls.filter(({ began }) => began > deletedAt);
  await inParallel(MOST_CALLS, 16, async () => {
    if (later().length >= ROUNDS) return;
    const began = performance.now();
    const { status } = await use(app, key.key);
    calls.push({ began, status });
    if (calls.length !== ROUNDS) return;
    await remove(app, caller.secret, key.id);
    deletedAt = performance.now();
  });
  expect(calls.filter(({ status }) => status === 200).length).toBeGreaterThan(ROUNDS / 2);
  expect(later().length).toBeGreaterThanOrEqual(ROUNDS);
  expect(later().filter(({ status }) => status !== 401)).toEqual([]);
});

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

async function use(app: AppServer, secret: string): Promise<{ status: number; code: string | undefined }> {
  const response = await fetch(`${app.url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "sandbox/echo", messages: [{ role: "user", content: "hello" }] }),
  });
  const body = await response.json();
  return { status: response.status, code: body.error?.code };
}
