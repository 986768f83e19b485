import { asc, eq } from "drizzle-orm";
import { afterAll, expect, test, vi } from "vitest";
import { makeAccount, makeSession, makeUser } from "@/db/factories";
import { auditEntries } from "@/db/schema/audit";
import { verifyChain } from "@/lib/audit/verify-chain";
import type { AccountId } from "@/lib/core/ids";
import { DAY_MS } from "@/lib/core/time";
import { env } from "@/lib/env";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { changePassword } from "./change-password";
import { closeSession } from "./close-session";
import { createAccount } from "./create-account";
import { endOtherSessions } from "./end-other-sessions";
import { endSession } from "./end-session";
import { linkIdentity } from "./link-identity";
import { hashPassword } from "./password-hash";
import { renameUser } from "./rename-user";
import { signIn } from "./sign-in";

vi.stubEnv("DATABASE_URL", "postgres://unused@127.0.0.1/unused");
vi.stubEnv("AUTH_SECRET", "only-for-tests-only-for-tests-only-for-tests");
env();

const { db, end } = await testDatabase();
afterAll(end);

const PASSWORD = "loud purple kettle";
const NEW_PASSWORD = "quiet orange teapot";
const passwordHash = await hashPassword(PASSWORD);
const userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const origin = { network: "203.0.113.9", userAgent };

async function newPerson() {
  const { accountId } = await makeAccount(db);
  const { userId, email } = await makeUser(db, { accountId, passwordHash, name: "Ada" });
  const ctx = { ...testContext(db, accountId, { kind: "user", userId }), origin };
  const browser = { ...origin, subscriber: "203.0.113.9" };
  return {
    ctx,
    userId,
    accountId,
    enter: (password: string) => signIn(ctx, { email, password, ...browser }),
    session: () => makeSession(db, { userId, userAgent }),
  };
}

const trailOf = (accountId: AccountId) =>
  db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.accountId, accountId))
    .orderBy(asc(auditEntries.sequence));
const actionsOf = async (accountId: AccountId) => (await trailOf(accountId)).map(({ action }) => action);

test("a new account's trail begins with itself and its gate, by the operator", async () => {
  const { accountId } = await createAccount(
    { db, clock: { now: () => new Date() } },
    { email: "ada@example.test", password: PASSWORD },
  );
  expect(await trailOf(accountId)).toMatchObject([
    { action: "account.created", actorKind: "operator", after: { owner: "ada@example.test", plan: "free" } },
    { action: "gate.created", subjectName: "default" },
  ]);
});

test("signing in and out and ending sessions are in the trail, with the browser and from where", async () => {
  const { ctx, accountId, userId, enter, session } = await newPerson();
  const { token, sessionId } = await enter(PASSWORD);
  const [one, two] = [await session(), await session()];
  await endSession(ctx, { sessionId: one.sessionId });
  await endOtherSessions(ctx, { keep: sessionId });
  await closeSession(ctx, token);
  await closeSession(ctx, token);
  const trail = await trailOf(accountId);
  expect(trail.map(({ action, subjectId }) => [action, subjectId])).toEqual([
    ["session.opened", sessionId],
    ["session.ended", one.sessionId],
    ["session.ended", two.sessionId],
    ["session.ended", sessionId],
  ]);
  for (const entry of trail) {
    expect(entry).toMatchObject({ actorId: userId, subjectName: "Firefox on Linux", ...origin });
    expect(JSON.stringify(entry)).not.toContain(token);
  }
});

test("name, password and outside identities are in the trail, and no password or hash is", async () => {
  const { ctx, accountId, userId, session } = await newPerson();
  const [own, other] = [await session(), await session()];
  await renameUser(ctx, { name: "Countess" });
  await renameUser(ctx, { name: "Countess" });
  const input = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD, keep: own.sessionId };
  await changePassword(ctx, input);
  const identity = { userId, type: "oidc", provider: "google", providerAccountId: "1" };
  await linkIdentity({ db, clock: ctx.clock, origin }, identity);
  const trail = await trailOf(accountId);
  expect(trail.map(({ action, subjectId, before, after }) => ({ action, subjectId, before, after }))).toEqual(
    [
      { action: "user.updated", subjectId: userId, before: { name: "Ada" }, after: { name: "Countess" } },
      { action: "session.ended", subjectId: other.sessionId, before: null, after: null },
      { action: "user.password_changed", subjectId: userId, before: null, after: null },
      { action: "user.linked", subjectId: userId, before: null, after: { provider: "google" } },
    ],
  );
  expect(JSON.stringify(trail)).not.toMatch(/kettle|teapot|argon2/);
});

test("wrong passwords are told once in a throttle window, and leave nobody else's trail longer", async () => {
  const { ctx, accountId, userId, enter } = await newPerson();
  ctx.clock.at = new Date("2026-01-05T10:00:00Z");
  for (let n = 0; n < 10; n++) await expect(enter("wrong password here")).rejects.toThrow();
  await expect.poll(() => actionsOf(accountId)).toEqual(["session.refused"]);
  const [entry] = await trailOf(accountId);
  expect(entry).toMatchObject({ actorKind: "system", actorName: "Sign-in", subjectId: userId, ...origin });
  ctx.clock.at = new Date(ctx.clock.at.getTime() + DAY_MS);
  const keep = (await makeSession(db, { userId })).sessionId;
  const wrong = { currentPassword: "wrong password here", newPassword: NEW_PASSWORD, keep };
  for (let n = 0; n < 3; n++) await expect(changePassword(ctx, wrong)).rejects.toThrow();
  expect(await actionsOf(accountId)).toEqual(["session.refused", "session.refused"]);
});

test("sign-ins, sign-outs and a new password at once do not wait for each other for ever", async () => {
  const { ctx, accountId, enter, session } = await newPerson();
  const { sessionId } = await session();
  const others = await Promise.all(Array.from({ length: 10 }, session));
  const input = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD, keep: sessionId };
  const outcomes = await Promise.allSettled([
    ...[1, 2, 3, 4].map(() => enter(PASSWORD)),
    ...others.map(({ token }) => closeSession(ctx, token)),
    ...others.map((other) => endSession(ctx, other)),
    ...[1, 2, 3, 4].map((n) => renameUser(ctx, { name: `Ada ${n}` })),
    changePassword(ctx, input),
    endOtherSessions(ctx, { keep: sessionId }),
  ]);
  const codes = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
  expect(
    codes.filter((code) => !["not_found", "sign_in_failed", "too_many_attempts"].includes(code)),
  ).toEqual([]);
  expect(await verifyChain({ db, accountId })).toMatchObject({ whole: true });
});
