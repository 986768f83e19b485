import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { closeLedger } from "@/db/client";
import { makeOwner, makeSession, SESSION_COOKIE } from "@/db/factories";
import { testDatabase } from "@/lib/testing/database";
import { setTestEnvironment } from "@/lib/testing/environment";

const { db, url, end } = await testDatabase();
setTestEnvironment(url);
afterAll(async () => {
  await closeLedger(1);
  await end();
});

const cookies = new Map<string, string>();
let sent = new Headers();
// Next knows these of a request of its own only.
vi.mock("next/headers", () => ({
  headers: async () => sent,
  cookies: async () => ({
    get: (name: string) => (cookies.has(name) ? { name, value: cookies.get(name) } : undefined),
  }),
}));

const { pageFormDoor, pageReadDoor, pageWriteDoor } = await import("./page-door");
const { fileResponse } = await import("./file-response");

const ran = vi.fn();
async function* pieces() {
  yield "one,";
  yield Buffer.from("two");
}
const file = () =>
  fileResponse({ name: "list.csv", contentType: "text/csv; charset=utf-8", pieces: pieces() });
const write = pageWriteDoor(z.strictObject({ name: z.string() }), async (_viewer, input) => {
  ran();
  return input;
});
const form = pageFormDoor(async () => {
  ran();
  return file();
});
const read = pageReadDoor(async ({ user }) => ({ email: user.email }));

const OWN = "http://localhost:3000";
function post(origin: string | null, body: string, type: string): Request {
  sent = new Headers({
    host: "localhost:3000",
    "content-type": type,
    ...(origin === null ? {} : { origin }),
  });
  return new Request(`${OWN}/door`, { method: "POST", body, headers: sent });
}
const json = (origin: string | null) => write(post(origin, '{"name":"a"}', "application/json"));
const formOf = (origin: string | null) =>
  form(post(origin, "format=csv", "application/x-www-form-urlencoded"));

let email = "";
beforeEach(async () => {
  ran.mockClear();
  const owner = await makeOwner(db);
  email = owner.email;
  const { token } = await makeSession(db, { userId: owner.userId });
  cookies.clear();
  cookies.set(SESSION_COOKIE, token);
});

test("each door lets the person who is signed in through, and what it tells is stored nowhere", async () => {
  sent = new Headers({ host: "localhost:3000" });
  const answers = [
    await read(new Request(OWN), { params: Promise.resolve({}) }),
    await json(OWN),
    await formOf(OWN),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  for (const answer of answers) expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(await answers[0]?.json()).toEqual({ email });
  expect(answers[2]?.headers.get("content-disposition")).toBe('attachment; filename="list.csv"');
  expect(await answers[2]?.text()).toBe("one,two");
});

describe.each([
  ["JSON", json],
  ["a form", formOf],
])("%s", (_kind, send) => {
  test.each([
    ["another site", "https://elsewhere.example"],
    ["a sandboxed frame", "null"],
  ])("from %s is refused, and nothing is done", async (_from, origin) => {
    const answer = await send(origin);
    expect([answer.status, (await answer.json()).error]).toEqual([403, "forbidden"]);
    expect(ran).not.toHaveBeenCalled();
  });

  test("of nobody who is signed in is refused, and nothing is done", async () => {
    cookies.clear();
    const answer = await send(OWN);
    expect([answer.status, (await answer.json()).error]).toEqual([401, "signed_out"]);
    expect(ran).not.toHaveBeenCalled();
  });
});
