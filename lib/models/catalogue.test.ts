import { describe, expect, onTestFinished, test, vi } from "vitest";
import { newId, type PriceId } from "@/lib/core/ids";
import { MINUTE_MS } from "@/lib/core/time";
import { overridesOf } from "@/lib/prices/account-prices";
import { findPrice } from "@/lib/prices/price-book";
import { type Directory, type DirectoryEntry, resolveModel } from "@/lib/providers/directory";
import { google } from "@/lib/providers/kinds/google";
import { openai } from "@/lib/providers/kinds/openai";
import { openAiCompatible } from "@/lib/providers/kinds/openai-compatible";
import type { Provider, ProviderKind, ProviderModel } from "@/lib/providers/provider";
import { sandbox } from "@/lib/providers/sandbox";
import { availableModels } from "./available-models";
import { listCatalogue } from "./catalogue";
import { findModel } from "./find-model";

/** A configured provider that offers these models, or that cannot be asked. */
function entry(id: string, kind: ProviderKind, models: string[] | null): [string, DirectoryEntry] {
  const provider: Provider = {
    ...sandbox,
    id,
    kind,
    async listModels(): Promise<ProviderModel[]> {
      if (models === null) throw new Error("away");
      return models.map((model) => ({ id: model, createdAt: 1_700_000_000 }));
    },
  };
  return [id, { id, kind, label: id, providers: [provider], failure: null }];
}

const sandboxEntry: [string, DirectoryEntry] = [
  "sandbox",
  { id: "sandbox", kind: sandbox.kind, label: "Sandbox", providers: [sandbox], failure: null },
];
const directory: Directory = new Map([
  entry("openai", openai, ["gpt-4o", "gpt-4o-2024-08-06", "gpt-99", "gpt-4o-mini"]),
  entry("ollama", openAiCompatible, ["llama3.3:70b", "gpt-4o"]),
  sandboxEntry,
]);
const byId = async (given: Directory, id: string) => {
  const found = (await listCatalogue(given)).filter((model) => model.id === id);
  expect(found, id).toHaveLength(1);
  return found[0];
};

describe("the catalogue", () => {
  test("has every model once, under an id that leads back to it", async () => {
    const catalogue = await listCatalogue(directory);
    expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length);
    for (const { id, provider, model } of catalogue) {
      const resolved = await resolveModel(directory, id);
      expect({ provider: resolved?.providerId, model: resolved?.providerModel }, id).toEqual({
        provider,
        model,
      });
    }
    const providers = [...new Set(catalogue.map(({ provider }) => provider))];
    expect(providers).toEqual(["openai", "anthropic", "google", "mistral", "ollama", "sandbox"]);
  });

  test("ids are bare when the provider's own list has the model, else they begin with the provider", async () => {
    expect(await byId(directory, "gpt-4o")).toMatchObject({ provider: "openai", offered: true });
    expect(await byId(directory, "gpt-4o-2024-08-06")).toMatchObject({
      offered: true,
      contextWindow: 128_000,
    });
    expect(await byId(directory, "openai/gpt-99")).toMatchObject({ model: "gpt-99", price: null });
    expect(await byId(directory, "ollama/gpt-4o")).toMatchObject({ provider: "ollama", price: null });
    expect(await byId(directory, "ollama/llama3.3:70b")).toMatchObject({
      kind: "openai-compatible",
      taskType: "chat",
    });
    expect(await byId(directory, "sandbox/echo")).toMatchObject({
      taskType: "chat",
      priceVersion: "sandbox@1",
    });
  });

  test("says what is configured and what is offered, and no Claude under Google", async () => {
    const catalogue = await listCatalogue(directory);
    for (const { provider, configured } of catalogue) expect(configured).toBe(directory.has(provider));
    expect(await byId(directory, "gpt-5")).toMatchObject({ configured: true, offered: false });
    expect(await byId(directory, "claude-haiku-4-5")).toMatchObject({
      provider: "anthropic",
      configured: false,
    });
    expect(catalogue.filter(({ provider, id }) => provider === "google" && id.includes("claude"))).toEqual(
      [],
    );
  });

  test("names that several models share are not shown for any of them", async () => {
    expect(await byId(directory, "text-embedding-3-small")).toMatchObject({
      displayName: "text-embedding-3-small",
    });
    expect(await byId(directory, "gpt-5.4")).toMatchObject({ displayName: "GPT-5.4" });
  });

  test("prices are those of the moment, and the account's own win", async () => {
    const june = new Date("2025-06-09T00:00:00Z");
    const then = (await listCatalogue(directory, undefined, june)).find(({ id }) => id === "o3");
    expect(then?.price).toEqual(findPrice("openai", "o3", june));
    expect((await byId(directory, "o3"))?.price).not.toEqual(then?.price);
    const none = {
      cachedInput: null,
      cacheWrite: null,
      cacheWrite1h: null,
      audioInput: null,
      audioOutput: null,
    };
    const id = newId<PriceId>();
    const moment = new Date("2026-01-01T00:00:00Z");
    const overrides = overridesOf([
      {
        id,
        provider: "ollama",
        model: "llama3.3:70b",
        effectiveFrom: moment,
        prices: { ...none, input: 5n, output: 6n },
        source: "test",
        createdAt: moment,
      },
    ]);
    const priced = (await listCatalogue(directory, overrides)).find(({ id }) => id === "ollama/llama3.3:70b");
    expect(priced).toMatchObject({ priceVersion: `override:${id}`, price: { tiers: [{ input: 5n }] } });
  });

  test("follows a provider's offers, which are asked for at most once a minute", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const models = ["llama3.3"];
    const given: Directory = new Map([entry("ollama", openAiCompatible, models)]);
    const offered = async () =>
      (await listCatalogue(given)).flatMap(({ id, provider }) => (provider === "ollama" ? [id] : []));
    expect(await offered()).toEqual(["ollama/llama3.3"]);
    models.push("qwen3");
    expect(await offered()).toEqual(["ollama/llama3.3"]);
    vi.setSystemTime(Date.now() + MINUTE_MS);
    expect(await offered()).toEqual(["ollama/llama3.3", "ollama/qwen3"]);
  });
});

describe("what can be reached now", () => {
  test("is what a provider offers, or all that is listed of one that cannot be asked", async () => {
    const given: Directory = new Map([
      entry("openai", openai, ["gpt-4o"]),
      entry("google", google, null),
      sandboxEntry,
    ]);
    const available = availableModels(await listCatalogue(given));
    expect(available.filter(({ provider }) => provider === "openai").map(({ id }) => id)).toEqual(["gpt-4o"]);
    expect(available.filter(({ provider }) => provider === "google").length).toBeGreaterThan(20);
    expect(new Set(available.map(({ provider }) => provider))).toEqual(
      new Set(["openai", "google", "sandbox"]),
    );
  });

  test("a model is found by every name that leads to it, and by no other", async () => {
    const catalogue = await listCatalogue(directory);
    const find = async (name: string) => (await findModel(directory, catalogue, name))?.provider ?? null;
    for (const name of ["gpt-4o", "openai/gpt-4o", "openai/gpt-99", "gpt-99", "gpt-4o-2024-11-20"]) {
      expect(await find(name), name).toBe("openai");
    }
    for (const name of ["ollama/llama3.3:70b", "llama3.3:70b", "ollama/gpt-4o"]) {
      expect(await find(name), name).toBe("ollama");
    }
    expect(await find("sandbox/echo")).toBe("sandbox");
    for (const name of [
      "claude-haiku-4-5",
      "openai/nothing",
      "ollama/nothing",
      "sandbox/x",
      "nothing",
      "",
      "/",
      "\0",
    ]) {
      expect(await find(name), name).toBeNull();
    }
  });
});
