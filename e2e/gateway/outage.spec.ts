import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLedger } from "@/db/client";
import { startEmbeddedPostgres } from "@/db/embedded";
import { makeKey, makeOwner } from "@/db/factories";
import { migrate } from "@/db/migrate";
import { startAppServer } from "@/lib/testing/app-server";
import { expect, test } from "../fixtures/gateway";
import { inParallel } from "../fixtures/load";

test.slow();

test("without its database the app answers 503 with Retry-After, never 401, and is back within seconds", async ({
  servedBy,
}) => {
  const dataDir = mkdtempSync(join(tmpdir(), "layer-test-outage-"));
  let postgres = await startEmbeddedPostgres({ dataDir, throwaway: true });
  await migrate(postgres.url);
  const { sql, db } = openLedger(postgres.url, { max: 2 });
  const { accountId } = await makeOwner(db);
  const { secret, keyId } = await makeKey(db, { accountId });
  const app = await startAppServer({ mount: servedBy, databaseUrl: postgres.url });
  const ask = async () => {
    const response = await fetch(`${app.url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      body: JSON.stringify({ model: "sandbox/echo", messages: [{ role: "user", content: "hello" }] }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  try {
    const complete: string[] = [];
    const statuses = new Set<number>();
    let outage: Promise<void> | undefined;
    await inParallel(140, 16, async (n) => {
      if (n === 100) outage = postgres.stop();
      const { status, headers } = await ask();
      statuses.add(status);
      if (status === 200) complete.push(headers.get("x-request-id") ?? "");
    });
    await outage;
    expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);

    const away = await ask();
    expect(away.status).toBe(503);
    expect(Number(away.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(away.body.error).toMatchObject({ type: "server_error", code: "unavailable" });
    expect((await fetch(`${app.url}/health`)).status).toBeGreaterThanOrEqual(200);

    postgres = await startEmbeddedPostgres({ dataDir, throwaway: true });
    await expect.poll(async () => (await ask()).status, { timeout: 5_000, intervals: [100] }).toBe(200);
    const rows = await sql<
      { id: string }[]
    >`select id from requests where key_id = ${keyId} and status = 200`;
    const logged = new Set(rows.map(({ id }) => id));
    expect(logged.size).toBe(rows.length);
    expect(complete.filter((id) => !logged.has(id))).toEqual([]);
  } finally {
    await app.stop();
    await sql.end({ timeout: 1 });
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
