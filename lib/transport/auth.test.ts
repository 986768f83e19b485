import { NextRequest } from "next/server";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { makeOwner, makeSession, SESSION_COOKIE } from "@/db/factories";
import { sessionTokenHash } from "@/lib/accounts/session-token";
import { env } from "@/lib/env";
import { testDatabase } from "@/lib/testing/database";

const { db, sql, url, end } = await testDatabase();
vi.stubEnv("DATABASE_URL", url);
vi.stubEnv("AUTH_SECRET", "only-for-tests-only-for-tests-only-for-tests");
vi.stubEnv("AUTH_GITHUB_ID", "client-id");
vi.stubEnv("AUTH_GITHUB_SECRET", "client-secret");
vi.stubEnv("LOG_LEVEL", "silent");
env();

const ORIGIN = "http://localhost:3000";
const jar = new Map<string, string>();
vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({
    get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined),
  }),
}));

const { authHandlers } = await import("./auth");
const { closeLedger } = await import("@/db/client");
afterAll(async () => {
  await closeLedger(1);
  await end();
});

/** Sends a request as a browser would: with its cookies, and keeping the ones it gets. */
async function visit(path: string, form?: Record<string, string>): Promise<Response> {
  const headers = new Headers({ host: "localhost:3000", "user-agent": "Firefox" });
  headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
  if (form !== undefined) headers.set("origin", ORIGIN);
  const request = new NextRequest(ORIGIN + path, {
    headers,
    ...(form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) }),
  });
  const response = await (form === undefined ? authHandlers.GET : authHandlers.POST)(request);
  for (const cookie of response.headers.getSetCookie()) {
    const [pair = ""] = cookie.split(";");
    jar.set(pair.slice(0, pair.indexOf("=")), decodeURIComponent(pair.slice(pair.indexOf("=") + 1)));
  }
  return response;
}

/** GitHub as far as a sign-in meets it. */
function pretendGitHub(id: number, emails: Array<{ email: string; primary: boolean; verified: boolean }>) {
  vi.stubGlobal("fetch", async (input: string | URL | Request) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    if (pathname === "/login/oauth/access_token")
      return Response.json({ access_token: "gho_secret", token_type: "bearer" });
    if (pathname === "/user")
      return Response.json({ id, login: "ada", name: "Ada", email: "public@example.test" });
    if (pathname === "/user/emails") return Response.json(emails);
    throw new Error(`Nobody expected ${pathname}`);
  });
}

async function signInWithGitHub(): Promise<string | null> {
  const { csrfToken } = await (await visit("/api/auth/csrf")).json();
  const start = await visit("/api/auth/signin/github", { csrfToken, callbackUrl: "/settings?x=1" });
  const consent = new URL(start.headers.get("location") ?? "");
  expect(consent.origin).toBe("https://github.com");
  const query = new URLSearchParams({ code: "a-code", state: consent.searchParams.get("state") ?? "" });
  const back = await visit(`/api/auth/callback/github?${query}`);
  return back.headers.get("location");
}

let person: Awaited<ReturnType<typeof makeOwner>>;
let githubId = 100;
beforeEach(async () => {
  jar.clear();
  githubId++;
  person = await makeOwner(db);
});
const verified = (email: string) => [
  { email: "other@example.test", primary: false, verified: true },
  { email, primary: true, verified: true },
];

describe("GitHub lets in", () => {
  test("an existing person with the same verified address, back to the deep link", async () => {
    pretendGitHub(githubId, verified(person.email.toUpperCase()));
    expect(await signInWithGitHub()).toBe(`${ORIGIN}/settings?x=1`);
    const token = jar.get(SESSION_COOKIE) ?? "";
    const rows = await sql`select user_agent from sessions where session_token = ${sessionTokenHash(token)}`;
    expect([...rows]).toEqual([{ user_agent: "Firefox" }]);
    const session = await (await visit("/api/auth/session")).json();
    expect(session.user.email).toBe(person.email);
    expect(JSON.stringify(session)).not.toMatch(/password|token|account/i);
  });

  test("the same GitHub account later, whatever its address has become", async () => {
    pretendGitHub(githubId, verified(person.email));
    await signInWithGitHub();
    jar.clear();
    pretendGitHub(githubId, verified("moved@example.test"));
    expect(await signInWithGitHub()).toBe(`${ORIGIN}/settings?x=1`);
    expect(await sql`select from sessions where user_id = ${person.userId}`).toHaveLength(2);
  });
});

describe("GitHub lets nobody else in", () => {
  const peopleAndSessions = async () =>
    (
      await sql`select (select count(*)::int from users) as people, (select count(*)::int from sessions) as sessions`
    )[0];

  test.each([
    ["a stranger", () => verified("stranger@example.test")],
    ["an address GitHub has not verified", () => [{ email: person.email, primary: true, verified: false }]],
    [
      "an address that is not the primary one",
      () => [{ email: person.email, primary: false, verified: true }],
    ],
    ["no address", () => []],
  ])("%s", async (_case, emails) => {
    const before = await peopleAndSessions();
    pretendGitHub(githubId, emails());
    expect(await signInWithGitHub()).toBe(`${ORIGIN}/sign-in?error=AccessDenied`);
    expect(jar.get(SESSION_COOKIE) ?? "").toBe("");
    expect(await peopleAndSessions()).toEqual(before);
  });

  test("a browser where somebody else is signed in", async () => {
    const other = await makeOwner(db);
    jar.set(SESSION_COOKIE, (await makeSession(db, { userId: other.userId })).token);
    pretendGitHub(githubId, verified(person.email));
    expect(await signInWithGitHub()).toBe(`${ORIGIN}/sign-in?error=AccessDenied`);
    expect(await sql`select from oauth_accounts where user_id = ${other.userId}`).toHaveLength(0);
  });
});

test.each([
  "//evil.example",
  "/\\evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "ht!tp://[",
  "%0d%0aX:y",
])("the return address %j is neither an error nor a way out", async (text) => {
  jar.set("authjs.callback-url", text);
  const asked = await visit(`/api/auth/signin?callbackUrl=${encodeURIComponent(text)}`);
  expect(asked.status).toBe(302);
  expect(new URL(asked.headers.get("location") ?? "", ORIGIN).origin).toBe(ORIGIN);
  expect(asked.headers.get("location")).not.toContain("evil");
  jar.set("authjs.callback-url", text);
  expect((await visit("/api/auth/session")).status).toBe(200);
});

test("a post from another site is refused", async () => {
  const headers = { origin: "https://evil.example", host: "localhost:3000" };
  const response = await authHandlers.POST(
    new NextRequest(`${ORIGIN}/api/auth/signout`, { method: "POST", headers, body: "x=1" }),
  );
  expect(response.status).toBe(403);
});
