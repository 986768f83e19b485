import { afterAll, expect, test } from "vitest";
import { makeOwner } from "@/db/factories";
import { testDatabase } from "@/lib/testing/database";
import { authAdapter } from "./auth-adapter";

const { db, sql, end } = await testDatabase();
afterAll(end);

const adapter = authAdapter(db, { userAgent: "Firefox", network: "203.0.113.9" });
type Wanted =
  | "createSession"
  | "getSessionAndUser"
  | "updateSession"
  | "deleteSession"
  | "createUser"
  | "linkAccount";
function method<Name extends Wanted>(name: Name): NonNullable<(typeof adapter)[Name]> {
  const found = adapter[name];
  if (found === undefined) throw new Error(`The adapter lacks ${name}`);
  return found as NonNullable<(typeof adapter)[Name]>;
}

test("Auth.js gets its token, the table only the hash", async () => {
  const { userId, email } = await makeOwner(db);
  const expires = new Date(Date.now() + 1_000);
  const { sessionToken } = await method("createSession")({
    sessionToken: "chosen-by-auth-js",
    userId,
    expires,
  });
  const [row] = await sql`select * from sessions where user_id = ${userId}`;
  expect(row).toMatchObject({ user_agent: "Firefox", network: "203.0.113.9" });
  expect(row?.session_token).toMatch(/^[0-9a-f]{64}$/);
  expect(row?.session_token).not.toBe(sessionToken);
  const found = await method("getSessionAndUser")(sessionToken);
  expect(found).toMatchObject({ session: { sessionToken, userId }, user: { id: userId, email } });
  expect(await method("getSessionAndUser")(row?.session_token)).toBeNull();

  await method("updateSession")({ sessionToken, expires: new Date(0) });
  expect(await method("getSessionAndUser")(sessionToken)).toBeNull();
  await method("deleteSession")(sessionToken);
  expect(await sql`select from sessions where user_id = ${userId}`).toHaveLength(0);
});

test("an outside identity makes no person, and its tokens are not kept", async () => {
  const { userId } = await makeOwner(db);
  const made = method("createUser")({ id: "x", email: "eve@example.test", emailVerified: null });
  await expect(made).rejects.toThrow("Registration is closed.");
  const account = { userId, type: "oauth", provider: "github", providerAccountId: "42" } as const;
  await method("linkAccount")({ ...account, access_token: "gho_secret", refresh_token: "ghr_secret" });
  const rows = await sql`select * from oauth_accounts where user_id = ${userId}`;
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toMatch(/gh[or]_secret/);
});
