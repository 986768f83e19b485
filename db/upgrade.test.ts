import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { DEFAULT_GATE_SETTINGS } from "@/lib/core/gate-settings";
import { testDatabase } from "@/lib/testing/database";
import { projectRoot } from "./project-root";

const { adminUrl } = inject("databaseServer");
const name = `layer_upgrade_${randomBytes(6).toString("hex")}`;
const url = Object.assign(new URL(adminUrl), { pathname: `/${name}` }).toString();
const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
const sql = postgres(url, { max: 1, onnotice: () => {} });
const folder = mkdtempSync(join(tmpdir(), "layer-migrations-"));

beforeAll(() => admin.unsafe(`create database ${name}`));
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await sql.end({ timeout: 1 });
  await admin.unsafe(`drop database ${name} with (force)`);
  await admin.end();
});

/** Applies the migrations up to the one with that number, as a release that had no later ones did. */
async function migrateTo(number: number): Promise<void> {
  const source = join(projectRoot(), "drizzle");
  cpSync(source, folder, { recursive: true });
  const journal = JSON.parse(readFileSync(join(source, "meta", "_journal.json"), "utf8"));
  const entries = journal.entries.filter(({ idx }: { idx: number }) => idx <= number);
  mkdirSync(join(folder, "meta"), { recursive: true });
  writeFileSync(join(folder, "meta", "_journal.json"), JSON.stringify({ ...journal, entries }));
  await applyMigrations(drizzle(sql), { migrationsFolder: folder });
}

test("gates of the first release keep what they said, and it becomes their first version", async () => {
  await migrateTo(0);
  const account = "0195f3a0-0000-7000-8000-000000000001";
  const [first, second, gone] = [2, 3, 4].map((n) => `0195f3a0-0000-7000-8000-00000000000${n}`);
  const at = "2026-11-01T10:00:00.000Z";
  await sql`insert into accounts (id, name) values (${account}, 'Old')`;
  await sql`
    insert into gates (id, account_id, name, description, task_type, model, allow_overrides, is_default, version,
      created_at, updated_at, deleted_at)
    values
      (${first ?? ""}, ${account}, 'default', null, 'chat', 'gpt-4o-mini', 'true', true, 1, ${at}, ${at}, null),
      (${second ?? ""}, ${account}, 'locked', 'No "changes"', 'embeddings', 'text-embedding-3-small', 'false', false, 7,
        ${at}, ${at}, null),
      (${gone ?? ""}, ${account}, 'locked', null, 'chat', 'sandbox/echo', '{"model":true}', false, 1, ${at}, ${at}, ${at})`;

  await migrateTo(1);

  const described = [
    { id: first, name: "default", version: 1, settings: { ...DEFAULT_GATE_SETTINGS, model: "gpt-4o-mini" } },
    {
      id: second,
      name: "locked",
      version: 7,
      settings: {
        ...DEFAULT_GATE_SETTINGS,
        description: 'No "changes"',
        taskType: "embeddings",
        model: "text-embedding-3-small",
        allowOverrides: false,
      },
    },
    {
      id: gone,
      name: "locked",
      version: 1,
      settings: { ...DEFAULT_GATE_SETTINGS, model: "sandbox/echo", allowOverrides: { model: true } },
    },
  ];
  expect([...(await sql`select id, name, version, settings from gates order by id`)]).toEqual(described);
  const versions = await sql`
    select gate_id as id, name, version, settings, action, changed_fields, account_id, created_at = ${at} as is_dated
    from gate_versions order by gate_id`;
  const saved = { action: "create", changed_fields: [], account_id: account, is_dated: true };
  expect([...versions]).toEqual(described.map((gate) => ({ ...gate, ...saved })));
});

test("networks that keys were used from before they were noted are known, IPv6 by its subscriber", async () => {
  await migrateTo(2);
  const account = "0195f3a0-0000-7000-8000-000000000001";
  const key = "0195f3a0-0000-7000-8000-0000000000aa";
  const calls: Array<[string | null, number, string]> = [
    ["203.0.113.7", 200, "2026-11-02T10:00:00.000Z"],
    ["203.0.113.7", 200, "2026-11-05T10:00:00.000Z"],
    ["2001:db8:1:2:3:4:5:6", 200, "2026-11-03T10:00:00.000Z"],
    ["2001:0db8::9", 200, "2026-11-04T10:00:00.000Z"],
    ["::1", 200, "2026-11-04T10:00:00.000Z"],
    ["unknown", 200, "2026-11-04T10:00:00.000Z"],
    ["198.51.100.1", 401, "2026-11-04T10:00:00.000Z"],
    [null, 200, "2026-11-04T10:00:00.000Z"],
  ];
  for (const [n, [network, status, at]] of calls.entries()) {
    await sql`
      insert into requests (id, account_id, key_id, secret_id, endpoint, attempts, streamed, input_tokens, cached_input_tokens,
        cache_write_tokens, output_tokens, reasoning_tokens, settlement, status, latency_ms, network, started_at, ended_at)
      values (${`0195f3a0-0000-7000-8000-0000000001${n.toString(16).padStart(2, "0")}`}, ${account}, ${key}, ${key}, 'chat/completions',
        '[]', false, 1, 0, 0, 1, 0, 'final', ${status}, 1, ${network}, ${at}, ${at})`;
  }

  await migrateTo(3);

  const known = await sql`
    select network, first_seen_at::date::text as first, last_seen_at::date::text as last from key_networks
    where account_id = ${account} and key_id = ${key} order by network`;
  expect([...known]).toEqual(
    ["0:0:0:0::/64", "2001:db8:0:0::/64", "2001:db8:1:2::/64", "203.0.113.7", "unknown"].map((network) => ({
      network,
      first: network.startsWith("2001:db8:1")
        ? "2026-11-03"
        : network === "203.0.113.7"
          ? "2026-11-02"
          : "2026-11-04",
      last: network.startsWith("2001:db8:1")
        ? "2026-11-03"
        : network === "203.0.113.7"
          ? "2026-11-05"
          : "2026-11-04",
    })),
  );
});

test("hourly sums are made anew from the log, by endpoint and status, and calls that fell back are marked", async () => {
  await migrateTo(7);
  const account = "0195f3a0-0000-7000-8000-000000000001";
  const key = "0195f3a0-0000-7000-8000-0000000000bb";
  const tried = (model: string) => ({ provider: "openai", model, status: 200, latencyMs: 1 });
  const calls: Array<[number, bigint | null, object[]]> = [
    [200, 5n, [tried("a")]],
    [200, null, [tried("a"), tried("b")]],
    [502, 0n, [tried("a"), tried("a")]],
  ];
  for (const [n, [status, cost, attempts]] of calls.entries()) {
    await sql`
      insert into requests (id, account_id, key_id, secret_id, endpoint, attempts, streamed, input_tokens, cached_input_tokens,
        cache_write_tokens, output_tokens, reasoning_tokens, settlement, status, error_code, latency_ms, first_token_ms,
        cost_nano_usd, started_at, ended_at)
      values (${`0195f3a0-0000-7000-8000-00000000020${n}`}, ${account}, ${key}, ${key}, 'chat/completions',
        ${JSON.stringify(attempts)}::text::jsonb, false, 10, 0, 0, 1, 0, ${cost === null ? "unpriced" : "final"}, ${status},
        ${status === 200 ? null : "provider_failed"}, 7, ${n === 0 ? 3 : null}, ${cost?.toString() ?? null},
        '2026-11-02T10:30:00.000Z', '2026-11-02T10:30:01.000Z')`;
  }

  await migrateTo(8);

  const sums = await sql`
    select endpoint, status, requests::int, errors::int, unpriced::int, fallbacks::int, first_tokens::int as first_tokens,
      first_token_ms_sum::int as first_ms, cost_nano_usd::text as cost, input_tokens::int as input
    from usage_hourly where key_id = ${key} order by status`;
  const cell = { endpoint: "chat/completions" };
  expect([...sums]).toEqual([
    {
      ...cell,
      status: 200,
      requests: 2,
      errors: 0,
      unpriced: 1,
      fallbacks: 1,
      first_tokens: 1,
      first_ms: 3,
      cost: "5",
      input: 20,
    },
    {
      ...cell,
      status: 502,
      requests: 1,
      errors: 1,
      unpriced: 0,
      fallbacks: 0,
      first_tokens: 0,
      first_ms: 0,
      cost: "0",
      input: 10,
    },
  ]);
});

test("where accounts are no plan begins to delete logs with an update, edited or not, and a new instance has numbers", async () => {
  await migrateTo(18);
  const logDays = async () => {
    const plans =
      await sql`select id, limits->'logDays' as days, limits->>'keys' as keys from plans order by place`;
    return plans.map(({ id, days, keys }) => [id, days, keys]);
  };
  await sql`update plans set limits = limits || '{"keys": 3}' where id = 'starter'`;

  await migrateTo(19);

  expect(await logDays()).toEqual([
    ["free", null, "10"],
    ["starter", null, "3"],
    ["growth", null, "500"],
    ["scale", null, "5000"],
    ["custom", null, null],
  ]);
  const fresh = await testDatabase();
  const days =
    await fresh.sql`select limits->'logDays' as days, limits ? 'logDays' as is_said from plans order by place`;
  await fresh.end();
  expect(days.map((plan) => [plan.days, plan.is_said])).toEqual(
    [30, 90, 180, 365, null].map((day) => [day, true]),
  );
});
