import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { jobs } from "@/db/schema/jobs";
import { documentedOperations } from "@/lib/testing/api-document";
import { startFakeOpenAI } from "@/lib/testing/fake-openai";
import { startGatewayServer } from "@/lib/testing/gateway-server";

const fake = await startFakeOpenAI();
const gateway = await startGatewayServer(fake.baseUrl);
afterAll(async () => {
  await gateway.stop();
  await fake.stop();
});
beforeEach(() => gateway.db.delete(jobs));

const operations = await documentedOperations(gateway.url);

async function ask(path = "/ready") {
  const answer = await fetch(gateway.url + path);
  const documented = operations.find((operation) => operation.path === path);
  expect(await documented?.breachOf(answer.clone())).toBeNull();
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const body: { status: string; reasons: Array<{ check: string; message: string }> } = await answer.json();
  return { status: answer.status, body, checks: body.reasons.map(({ check }) => check) };
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

test.each(["/ready", "/api/ready"])("%s says ready, its version and no reason", async (path) => {
  const { version } = JSON.parse(readFileSync(join(process.cwd(), "package.json"), "utf8"));
  const { status, body } = await ask(path);
  expect([status, body]).toEqual([200, { status: "ready", version, reasons: [] }]);
});

test("a job that is five minutes overdue is a reason, unless it runs or is no job of this version", async () => {
  await gateway.db.insert(jobs).values([
    { name: "watch keys", nextRunAt: minutesAgo(4) },
    { name: "months ahead", nextRunAt: minutesAgo(60), leasedUntil: minutesAgo(-1) },
    { name: "a job of another version", nextRunAt: minutesAgo(600) },
  ]);
  expect((await ask()).checks).toEqual([]);
  await gateway.db.insert(jobs).values({ name: "retention", nextRunAt: minutesAgo(6) });
  const { status, body } = await ask();
  expect(status).toBe(503);
  expect(body).toMatchObject({ status: "not_ready", reasons: [{ check: "jobs" }] });
  expect(body.reasons[0]?.message).toBe("Work on a clock is more than 5 minutes behind: retention.");
});

test("a job whose instance was killed is a reason once its lease has been over for five minutes", async () => {
  await gateway.db
    .insert(jobs)
    .values({ name: "retention", nextRunAt: minutesAgo(60), leasedUntil: minutesAgo(4) });
  expect((await ask()).checks).toEqual([]);
  await gateway.db.update(jobs).set({ leasedUntil: minutesAgo(6) });
  expect((await ask()).checks).toEqual(["jobs"]);
});

test("a database without the last migration of this version is not ready, one with a later is", async () => {
  const { sql } = gateway;
  const [last] = await sql`
    delete from drizzle.__drizzle_migrations
    where created_at = (select max(created_at) from drizzle.__drizzle_migrations) returning *`;
  try {
    expect((await ask()).checks).toEqual(["migrations"]);
  } finally {
    await sql`insert into drizzle.__drizzle_migrations ${sql(last ?? {})}`;
  }
  await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', ${Date.now() * 2})`;
  expect((await ask()).checks).toEqual([]);
});

test("a database that hangs is told within about a second and one that is away at once, while it is alive", async () => {
  const { databaseDoor } = gateway;
  try {
    databaseDoor.freeze();
    const before = performance.now();
    const hanging = await Promise.all([ask(), ask(), ask("/api/ready")]);
    expect(hanging.map(({ status, checks }) => [status, checks])).toEqual(Array(3).fill([503, ["database"]]));
    expect(performance.now() - before).toBeLessThan(10_000);
    databaseDoor.close();
    const { body } = await ask();
    expect(body.reasons).toMatchObject([{ check: "database" }]);
    expect(JSON.stringify(body)).not.toContain(new URL(gateway.url).port);
    for (const path of ["/health", "/api/health"]) expect((await fetch(gateway.url + path)).status).toBe(200);
  } finally {
    databaseDoor.open();
  }
  await expect.poll(async () => (await ask()).status).toBe(200);
});
