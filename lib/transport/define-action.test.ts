import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { makeOwner, makeSession, SESSION_COOKIE } from "@/db/factories";
import { AppError } from "@/lib/core/errors";
import { env } from "@/lib/env";
import { testDatabase } from "@/lib/testing/database";

const { db, url, end } = await testDatabase();
vi.stubEnv("DATABASE_URL", url);
vi.stubEnv("AUTH_SECRET", "only-for-tests-only-for-tests-only-for-tests");
vi.stubEnv("LOG_LEVEL", "silent");
env();

const request = { headers: new Headers(), cookies: new Map<string, string>() };
vi.mock("next/headers", () => ({
  headers: async () => request.headers,
  cookies: async () => ({
    get: (name: string) => {
      const value = request.cookies.get(name);
      return value === undefined ? undefined : { name, value };
    },
  }),
}));

const { defineAction } = await import("./define-action");
const { closeLedger } = await import("@/db/client");
afterAll(async () => {
  await closeLedger(1);
  await end();
});

const ran = vi.fn();
const action = defineAction(
  z.object({ name: z.string().min(1, { error: "Enter a name." }) }),
  async (ctx, input, viewer) => {
    ran(ctx, input, viewer);
    if (input.name === "taken") throw new AppError("conflict", "This name is taken.", { param: "name" });
    if (input.name === "broken") throw new Error("connect ECONNREFUSED secret-host:5432");
    return { length: input.name.length };
  },
);

let person: Awaited<ReturnType<typeof makeOwner>>;
beforeEach(async () => {
  ran.mockClear();
  person = await makeOwner(db);
  const { token } = await makeSession(db, { userId: person.userId });
  request.cookies = new Map([[SESSION_COOKIE, token]]);
  request.headers = new Headers({ host: "localhost:3000", origin: "http://localhost:3000" });
});

test("a signed-in person's verb runs in that person's account", async () => {
  expect(await action({ name: "abc" })).toEqual({ ok: true, data: { length: 3 } });
  const [ctx, , viewer] = ran.mock.calls[0] ?? [];
  expect(ctx).toMatchObject({
    accountId: person.accountId,
    actor: { kind: "user", userId: person.userId },
  });
  expect(viewer.user).toMatchObject({ email: person.email, role: "owner" });
});

describe("nothing runs for anybody else", () => {
  test.each([
    ["no cookie", new Map<string, string>()],
    ["an empty cookie", new Map([[SESSION_COOKIE, ""]])],
    ["an unknown token", new Map([[SESSION_COOKIE, "f".repeat(64)]])],
  ])("%s", async (_case, cookies) => {
    request.cookies = cookies;
    expect(await action({ name: "abc" })).toMatchObject({ ok: false, error: { code: "signed_out" } });
    expect(ran).not.toHaveBeenCalled();
  });

  test.each([
    ["missing", null],
    ["null", "null"],
    ["foreign", "https://evil.example"],
    ["a subdomain", "http://a.localhost:3000"],
    ["another port", "http://localhost:3001"],
  ])("Origin %s", async (_case, origin) => {
    if (origin === null) request.headers.delete("origin");
    else request.headers.set("origin", origin);
    expect(await action({ name: "abc" })).toMatchObject({ ok: false, error: { code: "forbidden" } });
    expect(ran).not.toHaveBeenCalled();
  });
});

test("input that does not fit names the field, and the verb does not run", async () => {
  const error = { code: "invalid_field", message: "Enter a name.", param: "name" };
  expect(await action({ name: "" })).toEqual({ ok: false, error });
  expect(await action(undefined)).toMatchObject({ ok: false, error: { code: "invalid_field" } });
  expect(await action({ name: { toString: "x" } })).toMatchObject({ ok: false });
  expect(ran).not.toHaveBeenCalled();
});

test("a verb's refusal becomes data, an accident leaks nothing", async () => {
  expect(await action({ name: "taken" })).toEqual({
    ok: false,
    error: { code: "conflict", message: "This name is taken.", param: "name" },
  });
  const accident = await action({ name: "broken" });
  expect(accident).toMatchObject({ ok: false, error: { code: "internal_error" } });
  expect(JSON.stringify(accident)).not.toContain("secret-host");
});
