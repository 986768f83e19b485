import { afterAll, beforeAll, expect, test } from "vitest";
import { inspectSecret } from "@/lib/keys/key-secret";
import { ADMIN_FROM_SOURCE, bundleAdmin, runAdmin } from "@/lib/testing/admin-terminal";
import { testDatabase } from "@/lib/testing/database";
import { ADMIN_HELP, readOrder } from "./admin/read-order";

let database: Awaited<ReturnType<typeof testDatabase>>;
let bundle: Awaited<ReturnType<typeof bundleAdmin>>;
beforeAll(async () => {
  database = await testDatabase();
  bundle = await bundleAdmin();
});
afterAll(async () => {
  bundle.end();
  await database.end();
});

const PASSWORD = "correct horse battery staple";

const admin = (...args: string[]) => runAdmin(bundle.program, database.url, args);

test("account create prints one JSON line, and the rows are there", async () => {
  const owner = ["--email", "Ada@Example.com", "--password", PASSWORD];
  const args = ["account", "create", ...owner, "--plan", "custom", "--key", "Production"];
  // As it is started by hand; the other tests start what was bundled from the same sources.
  const made = await runAdmin(ADMIN_FROM_SOURCE, database.url, args);
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
});

test("wrong usage shows the help on standard error and exits with 2", async () => {
  const usages = [
    [],
    ["audit"],
    ["account", "create"],
    ["account", "create", "--colour", "red"],
    ["audit", "verify", "--account", "junk"],
    ["audit", "verify", "now"],
    ["retention", "now"],
  ];
  for (const words of usages) expect([words, typeof readOrder(words)]).toEqual([words, "string"]);
  const wrong = await admin("retention", "now");
  expect(wrong).toMatchObject({
    exitCode: 2,
    out: "",
    err: `${readOrder(["retention", "now"])}\n${ADMIN_HELP}`,
  });
  for (const usage of [
    "Usage: npm run -s admin",
    "account create --email E",
    "audit verify [--account ID]",
  ]) {
    expect(wrong.err).toContain(usage);
  }
});

test("audit verify has a line for each account and one for all, and exits with 1 when a log is broken", async () => {
  const owner = (name: string) => ["--email", `${name}@example.com`, "--password", PASSWORD];
  const made = await Promise.all(
    ["whole", "forged"].map((name) => admin("account", "create", ...owner(name), "--key", name)),
  );
  const [whole, forged] = made.map(({ out }) => JSON.parse(out).accountId);
  const linesOf = ({ out }: { out: string }) =>
    out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));

  const before = await admin("audit", "verify");
  expect(before).toMatchObject({ exitCode: 0, err: "" });
  const lines = linesOf(before);
  const own = { accountId: whole, whole: true, entries: 3, head: expect.stringMatching(/^[0-9a-f]{64}$/) };
  expect(lines).toContainEqual(own);
  expect(lines.at(-1)).toEqual({ accounts: lines.length - 1, whole: lines.length - 1, broken: 0 });

  await database.sql`update audit_entries set actor_kind = 'system' where account_id = ${forged} and sequence = 2`;
  const after = await admin("audit", "verify");
  expect(after.exitCode).toBe(1);
  expect(linesOf(after)).toContainEqual({
    accountId: forged,
    whole: false,
    sequence: 2,
    fault: "is not as it was written",
  });
  expect(linesOf(after).at(-1)).toMatchObject({ broken: 1 });
  expect(after.err.trim().split("\n")).toHaveLength(1);

  const alone = await admin("audit", "verify", "--account", whole);
  expect(alone).toMatchObject({ exitCode: 0, err: "" });
  expect(linesOf(alone)).toEqual([own, { accounts: 1, whole: 1, broken: 0 }]);
  const nobody = await admin("audit", "verify", "--account", "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b");
  expect(nobody).toMatchObject({ exitCode: 1, out: "" });
});

test("retention has a line for each kind that says what is kept and what goes next", async () => {
  const shown = await admin("retention");
  expect(shown).toMatchObject({ exitCode: 0, err: "" });
  const kept = { days: 0, keptFrom: null, dropped: 0, rows: 0, due: [], strays: 0, next: null };
  const bytes = expect.any(Number);
  expect(
    shown.out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { kind: "requests", ...kept, bytes },
    { kind: "payloads", ...kept, bytes },
  ]);
});
