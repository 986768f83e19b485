import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectRoot } from "@/db/project-root";
import { inspectSecret } from "@/lib/keys/key-secret";
import { testDatabase } from "@/lib/testing/database";

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

const PASSWORD = "correct horse battery staple";

async function admin(...args: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/admin.ts", ...args], {
    cwd: projectRoot(),
    env: { ...process.env, DATABASE_URL: database.url, AUTH_SECRET: "s".repeat(32) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { exitCode: child.exitCode, out, err };
}

test("account create prints one JSON line, and the rows are there", async () => {
  const owner = ["--email", "Ada@Example.com", "--password", PASSWORD];
  const made = await admin("account", "create", ...owner, "--plan", "custom", "--key", "Production");
  expect(made).toMatchObject({ exitCode: 0, err: "" });
  expect(made.out.trimEnd().split("\n")).toHaveLength(1);
  const { accountId, userId, keyId, key } = JSON.parse(made.out);
  expect(inspectSecret(key).kind).toBe("plausible");
  const rows = await database.sql`
    select plan, email, users.id as user_id, api_keys.id as key_id, api_keys.name
    from accounts join users on users.account_id = accounts.id join api_keys on api_keys.account_id = accounts.id
    where accounts.id = ${accountId}`;
  expect(rows).toEqual([
    { plan: "custom", email: "ada@example.com", user_id: userId, key_id: keyId, name: "Production" },
  ]);
});

test("a refusal is one sentence and exit code 1, and a bad key name leaves no account behind", async () => {
  const short = await admin("account", "create", "--email", "b@example.com", "--password", "short");
  expect(short).toMatchObject({ exitCode: 1, out: "" });
  expect(short.err.trim().split("\n")).toHaveLength(1);
  const owner = ["--email", "c@example.com", "--password", PASSWORD];
  const badName = await admin("account", "create", ...owner, "--key", "n".repeat(101));
  expect(badName).toMatchObject({ exitCode: 1, out: "" });
  expect(
    await database.sql`select from users where email in ('b@example.com', 'c@example.com')`,
  ).toHaveLength(0);
}, 60_000);

test("wrong usage shows the help on standard error and exits with 2", async () => {
  const usages = [[], ["account", "create"], ["account", "create", "--colour", "red"]];
  for (const wrong of await Promise.all(usages.map((args) => admin(...args)))) {
    expect(wrong).toMatchObject({ exitCode: 2, out: "" });
    expect(wrong.err).toContain("Usage: npm run -s admin");
  }
}, 60_000);
