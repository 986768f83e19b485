import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { startRawProvider } from "@/lib/testing/raw-provider";
import { type Directory, defaultModel, offeredModels, resolveGateModel, resolveModel } from "./directory";
import { httpProvider } from "./http-provider";
import { findKind } from "./kinds";
import type { ProviderKind } from "./provider";
import { SANDBOX_MODEL, sandbox } from "./sandbox";

const server = await startRawProvider();
afterAll(server.stop);
let offered: string[] = [];
let asked = 0;
beforeEach(() => {
  offered = ["llama3", "gpt-4o-mini"];
  asked = 0;
  server.answer = (_request, response) => {
    asked += 1;
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ data: offered.map((id) => ({ id, created: 7 })) }));
  };
});

/** A directory with these providers, all of them at the same local server, and the sandbox. */
function directoryOf(...ids: string[]): Directory {
  const entries = ids.map((id) => {
    const kind = findKind(id) ?? (findKind("openai-compatible") as ProviderKind);
    const settings = { id, kind, label: id, isOwn: false, baseUrl: server.baseUrl, apiKey: "k".repeat(12) };
    const provider = httpProvider({ ...settings, timeoutMs: 10_000 });
    return { id, kind, label: id, providers: [provider], failure: null };
  });
  const last = { id: "sandbox", kind: sandbox.kind, label: "Sandbox", providers: [sandbox], failure: null };
  return new Map([...entries, last].map((entry) => [entry.id, entry]));
}

describe("who answers for a model", () => {
  test.each<[string, string[], string, { providerId: string; providerModel: string } | null]>([
    [
      "the provider in front of the slash",
      ["openai", "ollama"],
      "ollama/llama3",
      { providerId: "ollama", providerModel: "llama3" },
    ],
    [
      "also when the rest has slashes",
      ["router"],
      "router/meta/llama-3",
      { providerId: "router", providerModel: "meta/llama-3" },
    ],
    [
      "a listed model's provider",
      ["openai", "anthropic"],
      "claude-sonnet-4-5",
      { providerId: "anthropic", providerModel: "claude-sonnet-4-5" },
    ],
    [
      "a listed model's provider, although nobody has a key",
      [],
      "gemini-2.5-flash",
      { providerId: "google", providerModel: "gemini-2.5-flash" },
    ],
    ["whoever offers it", ["ollama"], "llama3", { providerId: "ollama", providerModel: "llama3" }],
    ["the sandbox", [], SANDBOX_MODEL, { providerId: "sandbox", providerModel: SANDBOX_MODEL }],
    ["nobody, for a name that nobody knows", ["openai"], "no-such-model", null],
    ["nobody, for a server that does not exist", ["openai"], "elsewhere/llama3", null],
    ["nobody, for half a name", ["openai"], "openai/", null],
    ["nobody, for a name of every object", ["openai"], "constructor", null],
  ])("%s", async (_case, ids, id, expected) => {
    const resolved = await resolveModel(directoryOf(...ids), id);
    if (expected === null) expect(resolved).toBeNull();
    else expect(resolved).toMatchObject({ id, ...expected });
  });

  test("a provider without a key is known and has nobody to ask", async () => {
    expect((await resolveModel(directoryOf(), "anthropic/claude-sonnet-4-5"))?.entry).toBeNull();
  });

  test("a gate's model that nobody knows goes to the provider openai when there is one", async () => {
    expect(await resolveGateModel(directoryOf("openai"), "my-own")).toMatchObject({ providerId: "openai" });
    expect(await resolveGateModel(directoryOf("anthropic"), "my-own")).toBeNull();
    expect(await resolveGateModel(directoryOf("openai"), "lab/my-own")).toBeNull();
  });

  test("providers are asked for their models once, however many names nobody knows", async () => {
    const directory = directoryOf("ollama");
    await Promise.all(["a", "b", "c"].map((id) => resolveModel(directory, id)));
    expect(asked).toBe(1);
  });
});

describe("the model of a first gate", () => {
  test("is the provider's usual one where it is offered, else the first that is", async () => {
    expect(await defaultModel(directoryOf("openai", "ollama"))).toBe("gpt-4o-mini");
    expect(await defaultModel(directoryOf("ollama"))).toBe("ollama/llama3");
    offered = ["own"];
    expect(await defaultModel(directoryOf("openai"))).toBe("own");
    expect(await defaultModel(directoryOf())).toBe(SANDBOX_MODEL);
  });
});

test.each<[string, unknown, Array<{ id: string; createdAt: number | null }>]>([
  ["openai", { data: [{ id: "gpt", created: 5 }, { created: 1 }, null] }, [{ id: "gpt", createdAt: 5 }]],
  [
    "anthropic",
    { data: [{ id: "claude", created_at: "2026-01-01T00:00:00Z" }] },
    [{ id: "claude", createdAt: 1_767_225_600 }],
  ],
  ["google", { models: [{ name: "models/gemini" }, {}] }, [{ id: "gemini", createdAt: null }]],
  ["mistral", { data: [{ id: "small", created: 9 }] }, [{ id: "small", createdAt: 9 }]],
  ["openai", "no list", []],
  ["google", null, []],
])("the models list of %s is read, and what is no model in it left out", (id, json, models) => {
  expect(findKind(id)?.readModels(json)).toEqual(models);
});

describe("a provider that hangs", () => {
  const silent = async (timeoutMs: number) => {
    const hanging = await startRawProvider();
    hanging.answer = () => {};
    const kind = findKind("openai-compatible") as ProviderKind;
    const settings = { id: "hanging", kind, label: "hanging", isOwn: false, apiKey: undefined };
    const provider = httpProvider({ ...settings, baseUrl: hanging.baseUrl, timeoutMs });
    return {
      hanging,
      entry: { id: "hanging", kind, label: "hanging", providers: [provider], failure: null },
    };
  };
  afterEach(() => void vi.useRealTimers());

  test("is not waited for when a provider before it has the model", async () => {
    const { hanging, entry } = await silent(10_000);
    const directory = new Map([...directoryOf("ollama"), ["hanging", entry]]);
    const waiting = offeredModels(entry.providers[0] ?? expect.fail());
    const first = await Promise.race([resolveModel(directory, "llama3"), waiting]);
    expect(first).toMatchObject({ providerId: "ollama" });
    await hanging.stop();
  });

  test("is waited for once, and asked again while the others go on", async () => {
    // The answer that comes in the end has as long.
    const { hanging, entry } = await silent(1_000);
    const provider = entry.providers[0] ?? expect.fail();
    expect(await offeredModels(provider)).toEqual([]);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 10_000 });
    const asked = new Promise<() => void>((tell) => {
      hanging.answer = (_request, response) => tell(() => response.end('{"data":[{"id":"late"}]}'));
    });
    expect(await offeredModels(provider)).toEqual([]);
    (await asked)();
    await expect.poll(() => offeredModels(provider)).toMatchObject([{ id: "late" }]);
    await hanging.stop();
  });
});
