import { createHash } from "node:crypto";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { systemClock } from "@/lib/core/time";
import { env } from "@/lib/env";
import { testDatabase } from "@/lib/testing/database";
import { createAccount } from "./create-account";
import { createOwner, hasOwner, isSetupToken } from "./create-owner";

vi.stubEnv("DATABASE_URL", "postgres://unused@127.0.0.1/unused");
vi.stubEnv("AUTH_SECRET", "only-for-tests-only-for-tests-only-for-tests");
env();

const { db, sql, end } = await testDatabase();
afterAll(end);

const deps = { db, clock: systemClock };
const TOKEN = "a-setup-token-from-the-terminal";
const owner = { token: TOKEN, email: "Owner@Example.test", password: "loud purple kettle" };

beforeEach(async () => {
  await sql`truncate accounts, setup_tokens cascade`;
  await sql`insert into setup_tokens (token_hash) values (${createHash("sha256").update(TOKEN).digest("hex")})`;
});

test("the holder of the printed token becomes the owner, with a default gate, and the token is spent", async () => {
  const { accountId, userId } = await createOwner(deps, { ...owner, name: " Ada " });
  const [user] = await sql`select * from users`;
  expect(user).toMatchObject({
    id: userId,
    account_id: accountId,
    role: "owner",
    name: "Ada",
    email: "owner@example.test",
  });
  expect(user?.password_hash).toMatch(/^\$argon2id\$/);
  const gates =
    await sql`select name, settings ->> 'model' as model, is_default from gates where account_id = ${accountId}`;
  expect([...gates]).toEqual([{ name: "default", model: "sandbox/echo", is_default: true }]);
  expect(await isSetupToken(db, TOKEN)).toBe(false);
  await expect(createOwner(deps, { ...owner, email: "second@example.test" })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("20 setups at once make one owner", async () => {
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, i) => createOwner(deps, { ...owner, email: `owner${i}@example.test` })),
  );
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect([...(await sql`select count(*)::int as people from users`)]).toEqual([{ people: 1 }]);
  for (const result of results) {
    if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "forbidden" });
  }
});

test.each(["", "wrong", TOKEN.toUpperCase(), `${TOKEN} `])("the token %j opens nothing", async (token) => {
  await expect(createOwner(deps, { ...owner, token })).rejects.toMatchObject({ code: "forbidden" });
  expect(await hasOwner(db)).toBe(false);
});

test("a stored hash is not a token", async () => {
  const hash = createHash("sha256").update(TOKEN).digest("hex");
  expect(await isSetupToken(db, hash)).toBe(false);
});

test.each([
  ["email", { email: "not an address" }],
  ["email", { email: "nul\u0000@example.test" }],
  ["password", { password: "short" }],
  ["password", { password: "owner@example.test" }],
  ["name", { name: "line\nbreak" }],
  ["name", { name: "x".repeat(101) }],
])("a wrong %s is named, and the token stays good", async (param, change) => {
  await expect(createOwner(deps, { ...owner, ...change })).rejects.toMatchObject({
    code: "invalid_field",
    param,
  });
  expect(await hasOwner(db)).toBe(false);
  expect(await isSetupToken(db, TOKEN)).toBe(true);
});

test("an address belongs to one person, whatever its capitals", async () => {
  await createAccount(deps, { email: "ada@example.test", password: "loud purple kettle", plan: "starter" });
  const again = createAccount(deps, { email: " ADA@example.test", password: "loud purple kettle" });
  await expect(again).rejects.toMatchObject({ code: "conflict", param: "email" });
  expect([...(await sql`select plan from accounts`)]).toEqual([{ plan: "starter" }]);
});
