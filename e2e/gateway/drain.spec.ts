import { type AppServer, startAppServer } from "@/lib/testing/app-server";
import { clientFor, expect, providerSettings, test } from "../fixtures/gateway";

test.slow();
// Only our own server waits; Next's ends with its process.
test.skip(({ servedBy }) => servedBy !== "server");

const messages = [{ role: "user" as const, content: "hello" }];

async function ask(app: AppServer, path: string): Promise<{ status: number; retryAfter: string | null }> {
  const { status, headers } = await fetch(app.url + path);
  return { status, retryAfter: headers.get("retry-after") };
}

async function readOut<T>(pieces: AsyncIterator<T>): Promise<T[]> {
  const all: T[] = [];
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) all.push(next.value);
  return all;
}

test("told to stop, an instance is not ready at once, finishes its streams, records them and exits with 0", async ({
  ledger,
  provider,
  caller,
}) => {
  const app = await startAppServer({ databaseUrl: ledger.url, env: providerSettings(provider) });
  const stream = await clientFor(app, caller.secret).chat.completions.create({
    model: "fake-stepwise",
    messages,
    stream: true,
  });
  const atProvider = await provider.received(0);
  atProvider.release(1);
  const pieces = stream[Symbol.asyncIterator]();
  expect((await pieces.next()).done).toBe(false);
  expect(await ask(app, "/ready")).toMatchObject({ status: 200 });

  app.terminate();
  await expect.poll(async () => (await ask(app, "/ready")).status).toBe(503);
  expect(await ask(app, "/api/ready")).toEqual({ status: 503, retryAfter: "1" });
  expect(await ask(app, "/health")).toMatchObject({ status: 200 });
  expect(await ask(app, "/v1/models")).toEqual({ status: 503, retryAfter: "1" });
  expect(await ask(app, "/sign-in")).toEqual({ status: 503, retryAfter: "1" });

  atProvider.release();
  expect((await readOut(pieces)).at(-1)).toMatchObject({ choices: [{ finish_reason: "stop" }] });
  expect(await app.ended()).toBe(0);
  const rows = await ledger.sql`
    select status, error_code, output_tokens > 0 as counted from requests where key_id = ${caller.keyId}`;
  expect([...rows]).toEqual([{ status: 200, error_code: null, counted: true }]);
  expect(app.log()).not.toContain('"level":50');
});

test("a stream that outlasts DRAIN_SECONDS is cut, and its row is there", async ({
  ledger,
  provider,
  caller,
}) => {
  const env = { ...providerSettings(provider), DRAIN_SECONDS: "1" };
  const app = await startAppServer({ databaseUrl: ledger.url, env });
  const stream = await clientFor(app, caller.secret).chat.completions.create({
    model: "fake-stepwise",
    messages,
    stream: true,
  });
  (await provider.received(0)).release(1);
  const pieces = stream[Symbol.asyncIterator]();
  await pieces.next();
  app.terminate();
  await expect(readOut(pieces)).rejects.toThrow();
  expect(await app.ended()).toBe(0);
  const rows = await ledger.sql`select settlement from requests where key_id = ${caller.keyId}`;
  expect([...rows]).toEqual([{ settlement: "interrupted" }]);
});
