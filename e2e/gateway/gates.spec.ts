import { expect, test } from "../fixtures/gateway";

type Sent = { method?: string; body?: object; headers?: Record<string, string> };

/** A program that manages gates with plain HTTP. */
function programOf(url: string, secret: string) {
  return (path: string, { method = "GET", body, headers }: Sent = {}) =>
    fetch(`${url}/v1/gates${path}`, {
      method,
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json", ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
}

test("a program makes a gate, calls it, changes it, goes back and deletes it", async ({
  app,
  caller,
  openai,
}) => {
  const gates = programOf(app.url, caller.secret);
  const made = await gates("", { method: "POST", body: { name: "support", model: "sandbox/echo" } });
  expect([made.status, made.headers.get("etag")]).toEqual([201, '"1"']);
  const { id } = await made.json();
  const messages = [{ role: "user" as const, content: "hello" }];
  const { choices } = await openai.chat.completions.create({ model: "support", messages });
  expect(choices[0]?.message.content).toBe("hello");

  const body = { name: "helpdesk", allowOverrides: false };
  const changed = await gates("/support", { method: "PATCH", body, headers: { "if-match": '"1"' } });
  expect(await changed.json()).toMatchObject({ hasChanges: true, changedFields: ["name", "allowOverrides"] });
  const late = await gates(`/${id}`, { method: "PATCH", body: { topP: 1 }, headers: { "if-match": '"1"' } });
  expect([late.status, (await late.json()).error]).toEqual([409, "conflict"]);

  const [, first] = await (await gates(`/${id}/history`)).json();
  const back = await gates(`/${id}/rollback`, { method: "POST", body: { historyId: first.id } });
  expect(await back.json()).toMatchObject({ name: "support", allowOverrides: true, version: 3 });

  expect((await gates(`/${id}`, { method: "DELETE" })).status).toBe(204);
  const refused = await openai.chat.completions
    .create({ model: "support", messages })
    .catch((error) => error);
  expect(refused.status).toBe(404);
});

test("a gate is reached by its name, whatever characters it has, and paths of ours come first", async ({
  app,
  caller,
}) => {
  const gates = programOf(app.url, caller.secret);
  for (const name of ["history", "name", "a/b c?d#é%20+", "100%25", "🔑 key", "x;y=z&w"]) {
    const { id } = await (await gates("", { method: "POST", body: { name, model: "sandbox/echo" } })).json();
    for (const path of [`/name/${encodeURIComponent(name)}`, `/${id}`]) {
      expect(await (await gates(path)).json(), path).toMatchObject({ id, name });
    }
  }
  const byName = await gates(`/${encodeURIComponent("a/b c?d#é%20+")}`);
  expect(await byName.json()).toMatchObject({ name: "a/b c?d#é%20+" });
  expect(await (await gates("/history")).json()).toHaveLength(7);
  expect(await (await gates("/name/history")).json()).toMatchObject({ name: "history" });
  for (const path of ["/activity", "/openclaw"])
    expect(Array.isArray(await (await gates(path)).json())).toBe(true);
  const file = await gates("/export");
  expect(file.headers.get("content-type")).toBe("application/yaml; charset=utf-8");
  const plan = await gates("/import", { method: "POST", body: { yaml: await file.text(), dryRun: true } });
  expect(await plan.json()).toMatchObject({ created: [], updated: [] });
});
