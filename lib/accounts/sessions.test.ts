import { afterAll, expect, test, vi } from "vitest";
import { makeAccount, makeSession, makeUser } from "@/db/factories";
import { MINUTE_MS, SECOND_MS } from "@/lib/core/time";
import { env } from "@/lib/env";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { changePassword } from "./change-password";
import { closeSession } from "./close-session";
import { endOtherSessions } from "./end-other-sessions";
import { endSession } from "./end-session";
import { findSession } from "./find-session";
import { listSessions } from "./list-sessions";
import { hashPassword, passwordMatches } from "./password-hash";
import { renameUser } from "./rename-user";

vi.stubEnv("DATABASE_URL", "postgres://unused@127.0.0.1/unused");
vi.stubEnv("AUTH_SECRET", "only-for-tests-only-for-tests-only-for-tests");
env();

const { db, sql, end } = await testDatabase();
afterAll(end);

const PASSWORD = "loud purple kettle";
const passwordHash = await hashPassword(PASSWORD);
const browser = { userAgent: "Firefox", network: "203.0.113.9" };

async function newPerson() {
  const { accountId } = await makeAccount(db);
  const { userId } = await makeUser(db, { accountId, passwordHash });
  const ctx = testContext(db, accountId, { kind: "user", userId });
  return { ctx, userId, session: () => makeSession(db, { userId }) };
}

test("a signed-out browser is refused at the first try", async () => {
  const { ctx, session } = await newPerson();
  const { token } = await session();
  expect(await findSession(ctx, token, browser)).not.toBeNull();
  await closeSession(ctx, token);
  expect(await findSession(ctx, token, browser)).toBeNull();
});

test("an expired session is refused and not listed", async () => {
  const { ctx, userId } = await newPerson();
  const { token, sessionId } = await makeSession(db, { userId, expires: new Date(Date.now() + MINUTE_MS) });
  ctx.clock.at = new Date(Date.now() + 2 * MINUTE_MS);
  expect(await findSession(ctx, token, browser)).toBeNull();
  expect(await listSessions(ctx, sessionId)).toEqual([]);
});

test("last seen is noted at most once a minute", async () => {
  const { ctx, userId } = await newPerson();
  const start = new Date("2026-01-05T10:00:00Z");
  const { token, sessionId } = await makeSession(db, { userId, lastSeenAt: start });
  const lastSeenAfter = async (ms: number) => {
    ctx.clock.at = new Date(start.getTime() + ms);
    await findSession(ctx, token, browser);
    const [row] = await sql`select last_seen_at, network from sessions where id = ${sessionId}`;
    return [new Date(row?.last_seen_at).getTime() - start.getTime(), row?.network];
  };
  expect(await lastSeenAfter(59 * SECOND_MS)).toEqual([0, null]);
  expect(await lastSeenAfter(MINUTE_MS)).toEqual([MINUTE_MS, browser.network]);
  expect(await lastSeenAfter(MINUTE_MS + 30 * SECOND_MS)).toEqual([MINUTE_MS, browser.network]);
});

test("people see their own sessions, this one first, and no tokens", async () => {
  const { ctx, userId, session } = await newPerson();
  const own = await makeSession(db, { userId, lastSeenAt: new Date(0) });
  const other = await session();
  await (await newPerson()).session();
  const listed = await listSessions(ctx, own.sessionId);
  expect(listed.map(({ id, current }) => [id, current])).toEqual([
    [own.sessionId, true],
    [other.sessionId, false],
  ]);
  expect(JSON.stringify(listed)).not.toContain(own.token);
});

test("a session is ended by its person only", async () => {
  const { ctx, session } = await newPerson();
  const stranger = await newPerson();
  const { token, sessionId } = await session();
  await expect(endSession(stranger.ctx, { sessionId })).rejects.toMatchObject({ code: "not_found" });
  await expect(endSession(ctx, { sessionId: "not-an-id" })).rejects.toMatchObject({ code: "not_found" });
  expect(await findSession(ctx, token, browser)).not.toBeNull();
  await endSession(ctx, { sessionId });
  expect(await findSession(ctx, token, browser)).toBeNull();
  await expect(endSession(ctx, { sessionId })).rejects.toMatchObject({ code: "not_found" });
});

test("ending all others keeps this one and touches nobody else's", async () => {
  const { ctx, session } = await newPerson();
  const stranger = await newPerson();
  const [own, one, two, foreign] = [
    await session(),
    await session(),
    await session(),
    await stranger.session(),
  ];
  expect(await endOtherSessions(ctx, { keep: own.sessionId })).toEqual({ ended: 2 });
  const alive = await Promise.all(
    [own, one, two, foreign].map(async ({ token }) => (await findSession(ctx, token, browser)) !== null),
  );
  expect(alive).toEqual([true, false, false, true]);
});

test("a new password ends every other session and replaces the old one", async () => {
  const { ctx, userId, session } = await newPerson();
  const [own, other] = [await session(), await session()];
  const input = { currentPassword: PASSWORD, newPassword: "quiet orange teapot", keep: own.sessionId };
  expect(await changePassword(ctx, input)).toEqual({ ended: 1 });
  expect(await findSession(ctx, other.token, browser)).toBeNull();
  expect(await findSession(ctx, own.token, browser)).not.toBeNull();
  const [user] = await sql`select password_hash from users where id = ${userId}`;
  expect(await passwordMatches(user?.password_hash, input.newPassword)).toBe(true);
  expect(await passwordMatches(user?.password_hash, PASSWORD)).toBe(false);
});

test("a refused change changes nothing, and guessing the current password is throttled", async () => {
  const { ctx, userId, session } = await newPerson();
  const [own, other] = [await session(), await session()];
  ctx.clock.at = new Date();
  const change = (currentPassword: string, newPassword: string) =>
    changePassword(ctx, { currentPassword, newPassword, keep: own.sessionId });
  await expect(change(PASSWORD, "too short")).rejects.toMatchObject({
    code: "invalid_field",
    param: "newPassword",
  });
  for (let i = 0; i < 5; i++) {
    await expect(change("wrong", "quiet orange teapot")).rejects.toMatchObject({ param: "currentPassword" });
  }
  await expect(change(PASSWORD, "quiet orange teapot")).rejects.toMatchObject({ code: "too_many_attempts" });
  const [user] = await sql`select password_hash from users where id = ${userId}`;
  expect(user?.password_hash).toBe(passwordHash);
  expect(await findSession(ctx, other.token, browser)).not.toBeNull();
});

test("a program has no sessions, password or name", async () => {
  const { ctx, session } = await newPerson();
  const { sessionId } = await session();
  const operator = testContext(db, ctx.accountId);
  await expect(listSessions(operator, sessionId)).rejects.toMatchObject({ code: "forbidden" });
  await expect(renameUser(operator, { name: "X" })).rejects.toMatchObject({ code: "forbidden" });
});

test("a name can be set and taken away", async () => {
  const { ctx, userId } = await newPerson();
  const nameNow = async () => (await sql`select name from users where id = ${userId}`)[0]?.name;
  await renameUser(ctx, { name: "Ada" });
  expect(await nameNow()).toBe("Ada");
  await renameUser(ctx, { name: null });
  expect(await nameNow()).toBeNull();
});
