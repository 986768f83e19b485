import { chmodSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import fc from "fast-check";
import { expect, test } from "vitest";
import { anyGateBeside } from "@/lib/testing/any-gate-beside";
import { anyGateSettings } from "@/lib/testing/any-gate-settings";
import { gatewayWithProvider } from "@/lib/testing/gateway-with-provider";
import { json as answers, startScriptedServer } from "@/lib/testing/scripted-server";
import { parseConfig } from "../config";
import { Layer } from "../index";
import { gatesText } from "./gates-file/gates-text";
import { planPush } from "./gates-file/plan-push";
import { pushGates } from "./gates-file/push-gates";
import { pushText } from "./gates-file/push-text";
import { freeAddress } from "./testing/free-address";
import { layerProgram, type Run } from "./testing/layer-program";

const gateway = await gatewayWithProvider();
const layer = await layerProgram();

async function caller() {
  const made = await gateway.makeCaller("sandbox/echo");
  const env = { LAYER_API_KEY: made.secret, LAYER_BASE_URL: gateway.url };
  /** Runs a command as this caller and reads its JSON. */
  const json = async (args: string[], run: Run = {}) => {
    const ran = await layer.run(args, { ...run, env: { ...env, ...run.env } });
    expect(ran).toMatchObject({ exitCode: 0, err: "" });
    return JSON.parse(ran.out);
  };
  return { ...made, env, json, client: new Layer({ apiKey: made.secret, baseUrl: gateway.url }) };
}

const configFile = join(layer.cwd, "layer.config.yaml");
const credentials = join(layer.home, ".layer", "config.json");

test("from login to revoke: every step of a first day works, and what was pulled is nothing to push", async () => {
  const { secret } = await caller();
  const login = await layer.run(["login", "--api-key", "-", "--url", gateway.url], { input: `${secret}\n` });
  expect(login).toMatchObject({ exitCode: 0, err: "" });
  expect(login.out).not.toContain(secret);
  expect(JSON.parse(readFileSync(credentials, "utf8"))).toEqual({
    activeProfile: "default",
    profiles: { default: { apiKey: secret, baseUrl: gateway.url } },
  });
  const run = async (...args: string[]) => {
    const ran = await layer.run(args);
    expect({ args, ...ran }).toMatchObject({ exitCode: 0, err: "" });
    return ran.out;
  };
  rmSync(configFile, { force: true });
  await run("init");
  expect(JSON.parse(await run("validate")).gates).toEqual([{ name: "my-first-gate", model: "sandbox/echo" }]);
  expect(JSON.parse(await run("push", "--yes"))).toMatchObject({ changed: true, created: ["my-first-gate"] });
  await run("pull", "--force");
  expect(JSON.parse(await run("push"))).toMatchObject({
    changed: false,
    created: [],
    updated: [],
    notInFile: [],
  });
  const key = JSON.parse(await run("key", "create", "Production"));
  expect(key.key).toMatch(/^layer_[0-9a-f]{64}$/);
  expect(await run("keys", "list")).not.toContain(key.key);
  const said = await run("chat", "Hello to you", "--gate", "my-first-gate", "--format=table");
  expect(said).toBe("Hello to you\n");
  const [row] = await tailed(1);
  expect(row).toMatchObject({ gateName: "my-first-gate", status: 200 });
  expect(JSON.parse(await run("key", "revoke", key.id, "--force"))).toMatchObject({
    revoked: true,
    id: key.id,
  });
  const refused = await layer.run(["whoami"], { env: { LAYER_API_KEY: key.key } });
  expect(refused.exitCode).toBe(3);
  expect(JSON.parse(refused.err)).toMatchObject({ code: "key_deleted", recovery: expect.any(String) });
});

/** The first rows of `logs --tail`, which is then left as Ctrl-C leaves it. */
async function tailed(count: number, env: Record<string, string> = {}, during?: () => Promise<unknown>) {
  const child = layer.start(["logs", "--tail"], env);
  const rows: Array<Record<string, unknown>> = [];
  if (child.stdout === null) throw new Error("There is no output.");
  await during?.();
  for await (const line of createInterface({ input: child.stdout })) {
    rows.push(JSON.parse(line));
    if (rows.length === count) child.kill("SIGINT");
  }
  if (child.exitCode === null) await new Promise((resolve) => child.once("close", resolve));
  expect(child.exitCode).toBe(0);
  return rows;
}

test("a tail shows each request once, in the order in which they were made", async () => {
  const { env, client } = await caller();
  const say = (content: string) => client.chat({ data: { messages: [{ role: "user", content }] } });
  const rows = await tailed(4, env, async () => {
    for (const word of ["one", "two", "three", "four"]) await say(word);
  });
  const ids = rows.map(({ id }) => id as string);
  expect(ids).toEqual([...new Set(ids)].sort());
});

test("every setting of a gate survives pull and push, and a file brings it all back", async () => {
  const { json, client } = await caller();
  const settings = {
    model: "sandbox/echo",
    description: "Answers\ncustomers",
    taskSubtype: "code" as const,
    systemPrompt: "  Two lines,\n the second\t with blanks.\n\n",
    temperature: 0,
    maxTokens: 77,
    topP: 0.25,
    fallbackModels: ["gpt-4o-mini"],
    routingStrategy: "weighted" as const,
    weights: { "sandbox/echo": 3, "gpt-4o-mini": 1 },
    responseFormatEnabled: true,
    responseFormatType: "json_object" as const,
    allowOverrides: { model: false, temperature: true },
    tags: ["b", "a: b", "#c"],
    timeoutMs: 30_000,
    spendingLimit: "12.50",
    spendingLimitPeriod: "daily" as const,
    spendingEnforcement: "block" as const,
    limits: { requestsPerMinute: 60, concurrentRequests: 0 },
    payloads: { store: true, keepDays: 3, redact: ["content"] },
    isDefault: true as const,
  };
  await client.gates.create({ name: "éverything & more", ...settings });
  await client.gates.create({ name: "pictures", model: "sandbox/image", taskType: "image" });
  const before = await client.gates.list();
  rmSync(configFile, { force: true });
  await json(["pull", "--force"]);
  expect(await json(["push"])).toMatchObject({ changed: false, updated: [] });
  await client.gates.update("éverything & more", {
    temperature: 1,
    allowOverrides: true,
    tags: [],
    systemPrompt: null,
    spendingLimit: "99",
    responseFormatEnabled: false,
    limits: null,
    payloads: null,
  });
  await client.gates.update("default", { isDefault: true });
  await client.gates.delete("pictures");
  const pushed = await json(["push", "--yes"]);
  expect(pushed.created).toEqual(["pictures"]);
  const [changed] = pushed.updated.filter(({ name }: { name: string }) => name !== "default");
  expect([changed.before, changed.after]).toMatchObject([
    { limits: null, payloads: null, spendingLimit: "99.00", isDefault: false },
    { limits: settings.limits, payloads: settings.payloads, spendingLimit: "12.50", isDefault: true },
  ]);
  expect(bare(await client.gates.list())).toEqual(bare(before));
});

/** Gates by their names, without what differs between two that are set alike. */
const bare = (gates: readonly object[]) =>
  gates
    .map(
      (gate) =>
        ({ ...gate, id: 0, userId: 0, version: 0, createdAt: 0, updatedAt: 0 }) as Record<string, unknown>,
    )
    .sort((one, other) => (String(one.name) < String(other.name) ? -1 : 1));

const anyGate = fc.record({
  settings: anyGateSettings,
  beside: anyGateBeside,
  isDefault: fc.constantFrom(true as const, undefined),
});

test("any gates come into another account by pull and push: the same gates, the same file to the byte, and no more to push", async () => {
  const pulled = async ({ gates }: Layer) => gatesText(await gates.exportYaml()).text;
  const names = ["a: b", "#c", "été 🔑"];
  const anyGates = fc.tuple(anyGate, anyGate, anyGate);
  const survives = async (made: Array<typeof anyGate extends fc.Arbitrary<infer Made> ? Made : never>) => {
    const [{ client: from }, { client: to }] = [await caller(), await caller()];
    for (const [at, { settings, beside, isDefault }] of made.entries())
      await from.gates.create({ name: names[at] ?? "", ...settings, ...beside, isDefault });
    const text = await pulled(from);
    const plan = () => planPush(to, { text, gates: parseConfig(text).gates }, new AbortController().signal);
    await pushGates(to, await plan(), true);
    expect(await pulled(to)).toBe(text);
    expect(bare([...(await to.gates.list())])).toEqual(bare([...(await from.gates.list())]));
    expect(pushText(await plan(), true)).toBe("");
  };
  await fc.assert(fc.asyncProperty(anyGates, survives), { numRuns: 2, endOnFailure: true });
});

test("push shows what changes, asks, and deletes only when it is told to", async () => {
  const { env, json, client } = await caller();
  await client.gates.create({ name: "old", model: "sandbox/echo", temperature: 1 });
  await json(["pull", "--force"]);
  await client.gates.create({ name: "stays", model: "sandbox/echo" });
  writeFileSync(configFile, readFileSync(configFile, "utf8").replace("temperature: 1", "temperature: 0.5"));
  const dry = await layer.run(["push", "--dry-run", "--format=table"], { env });
  expect(dry.out).toContain("~ old\n    temperature: 1 → 0.5\n");
  expect(dry.out).toContain("Not in the file, and kept: stays.");
  const asked = await layer.run(["push"], { env });
  expect([asked.exitCode, JSON.parse(asked.err).code]).toEqual([10, "needs_terminal"]);
  expect((await client.gates.get("old")).temperature).toBe(1);
  expect(await json(["push", "--force"])).toMatchObject({ deleted: [], notInFile: ["stays"] });
  expect((await client.gates.get("old")).temperature).toBe(0.5);
  expect(await json(["push", "--yes", "--prune"])).toMatchObject({ deleted: ["stays"] });
  expect((await client.gates.list()).map(({ name }) => name).sort()).toEqual(["default", "old"]);
});

test.each([
  ["an unknown field", "gates:\n  - name: a\n    model: sandbox/echo\n    colour: red\n", 4, "colour"],
  ["a second name", "gates:\n  - name: a\n    model: m\n  - name: a\n    model: m\n", 4, "gates.1.name"],
  ["a missing model", "gates:\n  - name: b\n    model: sandbox/echo\n  - name: a\n", 4, "model"],
  [
    "a model nobody has",
    "gates:\n  - name: b\n    model: sandbox/echo\n  - name: a\n    model: none/such\n",
    5,
    "model",
  ],
  [
    "a fault only the server sees",
    "gates:\n  - name: a\n    model: sandbox/echo\n    fallbackModels: [sandbox/echo]\n",
    4,
    "fallbackModels",
  ],
])("a file with %s is told with line and field, and changes nothing", async (_what, yaml, line, field) => {
  const { env, client } = await caller();
  writeFileSync(configFile, yaml);
  const before = [...(await client.gates.list())];
  const ran = await layer.run(["push", "--yes"], { env });
  expect(ran.exitCode).toBe(1);
  const told = JSON.parse(ran.err);
  expect(told).toMatchObject({ code: "invalid_config", message: expect.stringContaining(`Line ${line}: `) });
  expect(`${told.message} ${told.recovery}`).toContain(field);
  expect([...(await client.gates.list())]).toEqual(before);
});

test("what was saved between the question and the answer is not overwritten", async () => {
  const { client } = await caller();
  await client.gates.create({ name: "a", model: "sandbox/echo" });
  const text = "gates:\n  - name: a\n    model: sandbox/echo\n    temperature: 1\n";
  const plan = await planPush(client, { text, gates: parseConfig(text).gates }, new AbortController().signal);
  await client.gates.update("a", { temperature: 0.5 });
  await expect(pushGates(client, plan, true)).rejects.toMatchObject({ status: 409 });
  expect((await client.gates.list()).map(({ name }) => name).sort()).toEqual(["a", "default"]);
  expect((await client.gates.get("a")).temperature).toBe(0.5);
});

test("keys are rotated, disabled, enabled and found, by id or by name", async () => {
  const { json, env, secret } = await caller();
  const made = await json([
    "key",
    "create",
    "CI",
    "--expires",
    "30d",
    "--access",
    "inference",
    "--tags",
    "a,b",
  ]);
  expect(made).toMatchObject({ name: "CI", tags: ["a", "b"], scope: { access: "inference" } });
  expect(await json(["keys", "disable", "CI"])).toMatchObject({ id: made.id, status: "disabled" });
  expect(await json(["keys", "enable", made.id])).toMatchObject({ status: "active" });
  const rotated = await json(["keys", "rotate", "CI", "--old-ends", "1h"]);
  expect(rotated.key).not.toBe(made.key);
  for (const clue of [made.id, made.key, rotated.key, rotated.keyPrefix, rotated.keyLastFour])
    expect((await json(["key", "find", clue])).map(({ key }: { key: { id: string } }) => key.id)).toContain(
      made.id,
    );
  await json(["key", "create", "CI"]);
  const twice = await layer.run(["key", "revoke", "CI", "--force"], { env });
  expect([twice.exitCode, JSON.parse(twice.err).recovery]).toEqual([2, expect.stringContaining(made.id)]);
  expect((await layer.run(["key", "find", "layer_000000"], { env })).exitCode).toBe(4);
  expect(await json(["whoami"])).toMatchObject({ status: "active", source: "LAYER_API_KEY" });
  expect((await json(["usage", "--group", "key"])).object).toBe("usage");
  expect((await layer.run(["whoami", "--format=table"], { env })).out).not.toContain(secret);
});

test("gates are made, shown, changed and deleted at the terminal", async () => {
  const { json, env } = await caller();
  const made = await json(["gate", "create", "support", "--model", "sandbox/echo", "--temperature", "0.2"]);
  expect(made).toMatchObject({ name: "support", temperature: 0.2 });
  const changed = await json([
    "gates",
    "update",
    "support",
    "--temperature",
    "none",
    "--description",
    "Helps",
  ]);
  expect(changed).toMatchObject({ temperature: null, description: "Helps", hasChanges: true });
  expect((await json(["gate", "list"])).map(({ name }: { name: string }) => name)).toContain("support");
  expect((await json(["gate", "suggestions", "support"])).primary).toEqual(expect.any(String));
  const stale = await layer.run(["gate", "update", "support", "--tags", "x", "--if-version", "1"], { env });
  expect([stale.exitCode, JSON.parse(stale.err).code]).toEqual([9, "conflict"]);
  expect((await layer.run(["gate", "delete", "support"], { env })).exitCode).toBe(10);
  expect(await json(["gate", "delete", "support", "--force"])).toMatchObject({ deleted: true });
  expect((await layer.run(["gate", "get", "support"], { env })).exitCode).toBe(4);
});

test("each kind of failure has its exit code and its words", async () => {
  const { env } = await caller();
  const nowhere = { ...env, LAYER_BASE_URL: await freeAddress() };
  const cases: Array<[args: string[], env: Record<string, string>, exitCode: number, code: string]> = [
    [["logs", "--lmit", "3"], env, 2, "usage"],
    [["gate", "lst"], env, 2, "usage"],
    [["logs", "--limit"], env, 2, "usage"],
    [["logs", "--limit", "0"], env, 2, "usage"],
    [["key", "create"], env, 2, "usage"],
    [["whoami", "again"], env, 2, "usage"],
    [["whoami", "--format=xml"], env, 2, "usage"],
    [["whoami", "--profile", "none"], env, 3, "not_logged_in"],
    [["whoami"], { ...env, LAYER_API_KEY: "layer_0" }, 3, "key_wrong_length"],
    [["gate", "get", "none"], env, 4, "not_found"],
    [["whoami"], nowhere, 7, "connection_failed"],
    [["chat", "Hi", "--gate", "none"], env, 4, "gate_not_found"],
    [["gate", "create", "default", "--model", "sandbox/echo"], env, 9, "conflict"],
    [["gate", "create", "x"], env, 10, "needs_terminal"],
  ];
  const told = await Promise.all(
    cases.map(async ([args, environment]) => {
      const { exitCode, out, err } = await layer.run(args, { env: environment });
      return { args, exitCode, out, code: err.startsWith("{") ? JSON.parse(err).code : err };
    }),
  );
  expect(told).toEqual(cases.map(([args, , exitCode, code]) => ({ args, exitCode, out: "", code })));
  const misspelt = await layer.run(["logs", "--lmit", "3"], { env });
  expect(JSON.parse(misspelt.err).recovery).toContain("--limit");
  const words = await layer.run(["whoami", "--format", "table"], { env: nowhere });
  expect(words.err).toMatch(/^Nothing listens at http:\/\/127\.0\.0\.1:\d+\./);
});

test.each([
  [429, { error: "rate_limit_exceeded", message: "Too many calls." }, 5],
  [500, { error: "internal_error", message: "Something failed on our side." }, 6],
  [503, { error: "unavailable", message: "The database is away." }, 6],
  [403, { error: "scope_access", message: "The key may not do this." }, 3],
  [402, { error: "spending_limit_exceeded", message: "A spending limit leaves no room." }, 1],
])("an answer of %i ends with the code of its kind", async (status, body, exitCode) => {
  const { secret } = await caller();
  const server = await startScriptedServer(
    answers(status, body, { "x-should-retry": "false", "retry-after": "7" }),
  );
  const ran = await layer.run(["gate", "list"], {
    env: { LAYER_API_KEY: secret, LAYER_BASE_URL: server.url },
  });
  await server.stop();
  expect(ran).toMatchObject({ exitCode, out: "" });
  expect(JSON.parse(ran.err)).toMatchObject({ code: body.error, message: body.message });
});

test("a web page in Layer's place ends as the network's failure, and nothing of a server steers the terminal", async () => {
  const { secret } = await caller();
  const env = { LAYER_API_KEY: secret };
  const page = await startScriptedServer((response) =>
    response.writeHead(200, { "content-type": "text/html" }).end("<h1>Sign in</h1>"),
  );
  const ran = await layer.run(["gate", "list"], { env: { ...env, LAYER_BASE_URL: page.url } });
  await page.stop();
  expect([ran.exitCode, JSON.parse(ran.err).code]).toEqual([7, "unexpected_answer"]);
  const evil = await startScriptedServer(
    answers(404, { error: "not_found", message: "No\u001b[2Jthing\u009b1m." }),
  );
  const told = await layer.run(["gate", "get", "x", "--format=table"], {
    env: { ...env, LAYER_BASE_URL: evil.url },
  });
  await evil.stop();
  expect(told).toMatchObject({ exitCode: 4, err: expect.stringMatching(/^No\[2Jthing1m\.\n/) });
});

test("the file of logins is its owner's alone, and is closed again when it was opened", async () => {
  const { secret } = await caller();
  await layer.run(["login", "--api-key", secret, "--url", `${gateway.url}/v1/`, "--profile", "work"]);
  expect([statSync(credentials).mode & 0o777, statSync(join(layer.home, ".layer")).mode & 0o777]).toEqual([
    0o600, 0o700,
  ]);
  expect(JSON.parse(readFileSync(credentials, "utf8"))).toMatchObject({
    activeProfile: "work",
    profiles: { work: { baseUrl: gateway.url } },
  });
  chmodSync(credentials, 0o644);
  const ran = await layer.run(["whoami"]);
  expect(ran).toMatchObject({ exitCode: 0, err: expect.stringContaining("Others could read") });
  expect(statSync(credentials).mode & 0o777).toBe(0o600);
  const before = readFileSync(credentials, "utf8");
  const wrong = `${secret.slice(0, -1)}${secret.endsWith("0") ? "1" : "0"}`;
  expect((await layer.run(["login", "--api-key", wrong, "--no-verify"])).exitCode).toBe(3);
  expect(readFileSync(credentials, "utf8")).toBe(before);
  expect((await layer.run(["login"], { input: "" })).exitCode).toBe(10);
});

test("help and version are there for each command, and init replaces nothing", async () => {
  const help = await layer.run(["--help"]);
  const names = ["login", "push", "gate suggestions", "key revoke", "logs", "doctor", "mcp"];
  for (const name of names) {
    expect(help.out).toContain(name);
    const own = await layer.run([...name.split(" "), "--help"]);
    expect(own).toMatchObject({ exitCode: 0, out: expect.stringContaining(`Use: layer ${name}`) });
  }
  expect((await layer.run(["--version"])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  writeFileSync(configFile, "mine");
  expect((await layer.run(["init"])).exitCode).toBe(1);
  expect(readFileSync(configFile, "utf8")).toBe("mine");
  expect((await layer.run(["init", "-f"])).exitCode).toBe(0);
  expect(existsSync(configFile)).toBe(true);
});
