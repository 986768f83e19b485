import { afterAll, expect, test } from "vitest";
import { makeOwner } from "@/db/factories";
import type { SessionId } from "@/lib/core/ids";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { setTestEnvironment } from "@/lib/testing/environment";
import { problemsOf } from "./problems-of";

const { db, url, end } = await testDatabase();
setTestEnvironment(url);
afterAll(end);

async function viewer() {
  const { accountId, userId, email } = await makeOwner(db);
  const user = { id: userId, name: null, email, role: "owner" as const };
  return { ctx: testContext(db, accountId), user, sessionId: "" as SessionId };
}

test("a field that cannot be read and a model that nobody knows are told together", async () => {
  const settings = { model: "nobody/knows", temperature: 9 };
  const fields = (await problemsOf(await viewer(), { settings })).map(({ field, severity }) => [
    field,
    severity,
  ]);
  expect(fields).toEqual([
    ["temperature", "error"],
    ["model", "error"],
  ]);
});

test("good settings have no problems, and a field that nobody knows is one", async () => {
  expect(await problemsOf(await viewer(), { settings: { model: "sandbox/echo" } })).toEqual([]);
  const [problem] = await problemsOf(await viewer(), { settings: { model: "sandbox/echo", colour: "red" } });
  expect(problem).toMatchObject({ severity: "error" });
});
