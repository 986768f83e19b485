import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { projectRoot } from "@/db/project-root";
import { newId } from "@/lib/core/ids";
import { testDatabase } from "@/lib/testing/database";

let database: Awaited<ReturnType<typeof testDatabase>>;
let owner: Awaited<ReturnType<typeof makeOwner>>;
beforeAll(async () => {
  database = await testDatabase();
  owner = await makeOwner(database.db, { plan: "free" });
});
afterAll(() => database.end());

async function admin(...args: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/admin.ts", ...args], {
    cwd: projectRoot(),
    env: { ...process.env, DATABASE_URL: database.url, AUTH_SECRET: "s".repeat(32) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { exitCode: child.exitCode, out, err };
}

const lineOf = ({ out }: { out: string }) => JSON.parse(out);

test("spending set makes, changes and removes a limit, spending lists it, and it is in the trail as the operator's", async () => {
  const { keyId } = await makeKey(database.db, { accountId: owner.accountId, name: "Production" });
  const made = await admin("spending", "set", owner.email, "daily", "amount=0.0004", `key=${keyId}`);
  expect([made.exitCode, made.err]).toEqual([0, ""]);
  const limit = lineOf(made);
  expect(limit).toMatchObject({
    scope: "key",
    keyId,
    holderName: "Production",
    amountUsd: "0.0004",
    enforcement: "block",
    zone: "UTC",
    spentUsd: "0",
    status: "active",
  });
  const words = ["enforcement=alert_only", "zone=Europe/Berlin", "fence=0.5"];
  const changed = lineOf(await admin("spending", "set", owner.email, "daily", `key=${keyId}`, ...words));
  expect(changed).toMatchObject({
    id: limit.id,
    amountUsd: "0.0004",
    zone: "Europe/Berlin",
    fenceUsd: "0.5",
  });
  expect(lineOf(await admin("spending", owner.email.toUpperCase()))).toEqual(changed);
  const removed = await admin("spending", "set", owner.email, "daily", "amount=none", `key=${keyId}`);
  expect(removed).toEqual({ exitCode: 0, out: "", err: "" });
  const trail = await database.sql`
    select action, actor_kind from audit_entries where account_id = ${owner.accountId} order by sequence`;
  expect(trail.map(({ action, actor_kind }) => [action, actor_kind])).toEqual(
    ["created", "updated", "deleted"].map((what) => [`spending_limit.${what}`, "operator"]),
  );
}, 90_000);

test("amounts that no limit can have, unknown people and holders are refused in one sentence", async () => {
  const set = (...words: string[]) => admin("spending", "set", owner.email, ...words);
  const refused = await Promise.all([
    ...["-1", "0.0000000001", "100000000000000000000", "many"].map((usd) => set("monthly", `amount=${usd}`)),
    set("monthly", "enforcement=block"),
    set("monthly", "amount=none"),
    set("monthly", "amount=1", "zone=Mars/Olympus"),
    set("monthly", "amount=1", `gate=${newId()}`),
    admin("spending", "nobody@example.com"),
  ]);
  for (const one of refused) {
    expect(one).toMatchObject({ exitCode: 1, out: "" });
    expect(one.err.trim().split("\n")).toHaveLength(1);
  }
}, 120_000);

test("wrong usage shows the help and exits with 2", async () => {
  const usages = [
    ["spending"],
    ["spending", "a@example.com", "now"],
    ["spending", "set", "a@example.com", "monthly"],
    ["spending", "set", "a@example.com", "yearly", "amount=1"],
    ["spending", "set", "a@example.com", "monthly", "colour=red"],
    ["spending", "set", "a@example.com", "monthly", "amount=1", "amount=2"],
  ];
  for (const wrong of await Promise.all(usages.map((args) => admin(...args)))) {
    expect(wrong).toMatchObject({ exitCode: 2, out: "" });
    expect(wrong.err).toContain("spending set EMAIL PERIOD");
  }
}, 120_000);
