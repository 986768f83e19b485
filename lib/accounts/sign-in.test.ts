import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { makeAccount, makeUser } from "@/db/factories";
import { MINUTE_MS, SECOND_MS } from "@/lib/core/time";
import { env } from "@/lib/env";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { changePassword } from "./change-password";
import { findSession } from "./find-session";
import * as passwords from "./password-hash";
import { signIn } from "./sign-in";
import { ACCOUNT_ALLOWANCE, waitSeconds } from "./sign-in-throttle";

vi.stubEnv("DATABASE_URL", "postgres://unused@127.0.0.1/unused");
vi.stubEnv("AUTH_SECRET", "only-for-tests-only-for-tests-only-for-tests");
env();

const { db, sql, end } = await testDatabase();
afterAll(end);

const PASSWORD = "loud purple kettle";
const passwordHash = await passwords.hashPassword(PASSWORD);
const browser = { userAgent: "Firefox", network: "203.0.113.9" };

let clock = { at: new Date("2026-01-05T10:00:00Z"), now: () => clock.at };
beforeEach(() => {
  const at = new Date("2026-01-05T10:00:00Z");
  clock = { at, now: () => clock.at };
});

async function newPerson() {
  const { accountId } = await makeAccount(db);
  const person = await makeUser(db, { accountId, passwordHash });
  return { ...person, accountId };
}

let networks = 0;
const newNetwork = () => `198.51.100.${networks++}`;

function attempt(email: string, password: string, subscriber = newNetwork()) {
  return signIn({ db, clock }, { email, password, subscriber, ...browser });
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "in",
    (error: { code: string }) => error.code,
  );

test("the right password opens a session that is stored as a hash", async () => {
  const { email, userId } = await newPerson();
  const opened = await attempt(` ${email.toUpperCase()} `, PASSWORD);
  expect(opened.token).toMatch(/^[0-9a-f]{64}$/);
  const found = await findSession({ db, clock }, opened.token, browser);
  expect(found).toMatchObject({ sessionId: opened.sessionId, user: { id: userId, email } });
  const rows = await sql`select * from sessions where user_id = ${userId}`;
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(opened.token);
  expect(await findSession({ db, clock }, rows[0]?.session_token, browser)).toBeNull();
});

describe("every failure looks the same and costs the same", () => {
  test("one code, one sentence, one check of a password", async () => {
    const { email } = await newPerson();
    const { accountId } = await makeAccount(db);
    const outsider = await makeUser(db, { accountId });
    const checked = vi.spyOn(passwords, "passwordMatches");
    const answers = [];
    for (const address of [
      email,
      outsider.email,
      "nobody@example.test",
      "not an address",
      "nul\u0000@example.test",
    ]) {
      answers.push(
        await attempt(address, "wrong password here").catch((error) => ({
          ...error,
          message: error.message,
        })),
      );
    }
    expect(checked).toHaveBeenCalledTimes(5);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ code: "sign_in_failed" });
  });

  test("a blocked unknown address answers like a blocked known one", async () => {
    const { email } = await newPerson();
    const answers = [];
    for (const address of [email, "nobody-at-all@example.test"]) {
      for (let i = 0; i < ACCOUNT_ALLOWANCE.free; i++) await codeOf(attempt(address, "wrong"));
      answers.push(await attempt(address, "wrong").catch((error) => ({ ...error, message: error.message })));
    }
    expect(answers[0]).toMatchObject({ code: "too_many_attempts", retryAfterSeconds: 1 });
    expect(answers[1]).toEqual(answers[0]);
  });
});

describe("guessing is slowed down per account", () => {
  test("300 wrong passwords at once from 50 networks are checked 5 times, and the person is in a second later", async () => {
    const { email } = await newPerson();
    const checked = vi.spyOn(passwords, "passwordMatches");
    const codes = await Promise.all(
      Array.from({ length: 300 }, (_, i) => codeOf(attempt(email, `wrong ${i}`, `50-${i % 50}`))),
    );
    expect(codes.filter((code) => code === "sign_in_failed")).toHaveLength(ACCOUNT_ALLOWANCE.free);
    expect(codes.filter((code) => code === "too_many_attempts")).toHaveLength(300 - ACCOUNT_ALLOWANCE.free);
    expect(checked).toHaveBeenCalledTimes(ACCOUNT_ALLOWANCE.free);
    expect(await codeOf(attempt(email, PASSWORD))).toBe("too_many_attempts");
    clock.at = new Date(clock.at.getTime() + SECOND_MS);
    expect(await codeOf(attempt(email, PASSWORD))).toBe("in");
  });

  test("a day of guessing as fast as allowed checks at most 100, and waits never pass 15 minutes before that", async () => {
    const { email } = await newPerson();
    vi.spyOn(passwords, "passwordMatches").mockResolvedValue(false);
    const start = clock.at.getTime();
    let checked = 0;
    const waits: number[] = [];
    while (clock.at.getTime() - start < 24 * 60 * MINUTE_MS) {
      const error = await attempt(email, "wrong").catch((thrown) => thrown);
      if (error.code === "sign_in_failed") checked++;
      else {
        waits.push(error.retryAfterSeconds);
        clock.at = new Date(clock.at.getTime() + error.retryAfterSeconds * SECOND_MS);
      }
    }
    expect(checked).toBe(100);
    expect(Math.max(...waits.slice(0, -1))).toBe(15 * 60);
    expect(waits.slice(0, 4)).toEqual([1, 2, 4, 8]);
  });

  test("a success forgets the failures before it", async () => {
    const { email } = await newPerson();
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < ACCOUNT_ALLOWANCE.free - 1; i++) await codeOf(attempt(email, "wrong"));
      expect(await codeOf(attempt(email, PASSWORD))).toBe("in");
    }
  });

  test("refused attempts prolong nothing", async () => {
    const { email } = await newPerson();
    for (let i = 0; i < 5; i++) await codeOf(attempt(email, "wrong"));
    for (let i = 0; i < 20; i++) expect(await codeOf(attempt(email, "wrong"))).toBe("too_many_attempts");
    clock.at = new Date(clock.at.getTime() + SECOND_MS);
    expect(await codeOf(attempt(email, "wrong"))).toBe("sign_in_failed");
  });
});

test("one network cannot try many accounts, and a success there gives back its own try only", async () => {
  const { email } = await newPerson();
  vi.spyOn(passwords, "passwordMatches").mockImplementation(async (_hash, password) => password === PASSWORD);
  const network = newNetwork();
  for (let i = 0; i < 29; i++) await codeOf(attempt(`p${i}@example.test`, "wrong", network));
  expect(await codeOf(attempt(email, PASSWORD, network))).toBe("in");
  expect(await codeOf(attempt("p30@example.test", "wrong", network))).toBe("sign_in_failed");
  expect(await codeOf(attempt("p31@example.test", "wrong", network))).toBe("too_many_attempts");
  expect(await codeOf(attempt(email, PASSWORD))).toBe("in");
});

test("the table of attempts names nobody", async () => {
  const { email } = await newPerson();
  await codeOf(attempt(email, "wrong", "192.0.2.77"));
  const rows = JSON.stringify(await sql`select * from sign_in_attempts`);
  expect(rows).not.toContain(email);
  expect(rows).not.toContain("192.0.2.77");
});

test("waits double from 1 second to 15 minutes", () => {
  expect([4, 5, 6, 14, 15, 5_000].map((n) => waitSeconds(n, ACCOUNT_ALLOWANCE))).toEqual([
    0, 1, 2, 512, 900, 900,
  ]);
});

test("a sign-in with the old password that races its change leaves no open session", async () => {
  const { email, userId, accountId } = await newPerson();
  const own = await attempt(email, PASSWORD);
  const ctx = { ...testContext(db, accountId, { kind: "user", userId }), clock };
  const input = { currentPassword: PASSWORD, newPassword: "quiet orange teapot", keep: own.sessionId };
  const changed = changePassword(ctx, input);
  const racers = await Promise.allSettled([1, 2, 3].map(() => attempt(email, PASSWORD)));
  await changed;
  for (const racer of racers) {
    if (racer.status === "rejected") continue;
    expect(await findSession({ db, clock }, racer.value.token, browser)).toBeNull();
  }
  const rows = await sql`select id from sessions where user_id = ${userId}`;
  expect(rows.map(({ id }) => id)).toEqual([own.sessionId]);
});
