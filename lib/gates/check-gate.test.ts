import { expect, test } from "vitest";
import { makeOwner } from "@/db/factories";
import { AppError } from "@/lib/core/errors";
import { DEFAULT_GATE_SETTINGS, type GateSettings } from "@/lib/core/gate-settings";
import type { Directory, DirectoryEntry } from "@/lib/providers/directory";
import { anthropic } from "@/lib/providers/kinds/anthropic";
import { google } from "@/lib/providers/kinds/google";
import { openai } from "@/lib/providers/kinds/openai";
import type { Provider, ProviderKind } from "@/lib/providers/provider";
import { sandbox } from "@/lib/providers/sandbox";
import { appDatabase } from "@/lib/testing/app-database";
import { testContext } from "@/lib/testing/context";
import { checkGate } from "./check-gate";

const { db } = await appDatabase();
const { accountId } = await makeOwner(db);
const ctx = testContext(db, accountId);

/** An entry whose provider offers these models; null is one that cannot be asked. */
function entry(kind: ProviderKind, models: string[] | null, failure: AppError | null = null): DirectoryEntry {
  const provider: Provider = {
    ...sandbox,
    id: kind.id,
    kind,
    listModels: async () =>
      models?.map((id) => ({ id, createdAt: null })) ?? Promise.reject(new Error("away")),
  };
  return { id: kind.id, kind, label: kind.label, providers: failure === null ? [provider] : [], failure };
}
const directoryOf = (...entries: DirectoryEntry[]): Directory =>
  new Map(entries.map((made) => [made.id, made]));
const problems = async (given: Partial<GateSettings>, directory: Directory) =>
  (await checkGate(ctx, { ...DEFAULT_GATE_SETTINGS, model: "sandbox/echo", ...given }, directory)).map(
    ({ severity, field, message }) => `${severity} ${field}: ${message}`,
  );

test("a gate on models that somebody answers for has no problem", async () => {
  const directory = directoryOf(entry(openai, ["own-model"]), entry(sandbox.kind, []));
  for (const model of ["sandbox/echo", "gpt-4o-mini", "openai/anything", "own-model"]) {
    expect(await problems({ model }, directory)).toEqual([]);
  }
  expect(await checkGate(ctx, { ...DEFAULT_GATE_SETTINGS, model: "sandbox/echo" })).toEqual([]);
});

test("a model that nobody knows is an error where it is named", async () => {
  const directory = directoryOf(entry(openai, ["own-model"]));
  expect(await problems({ model: "gone" }, directory)).toEqual([
    'error model: "gone" is a removed or unknown model: no provider has it.',
  ]);
  const chain = { model: "gpt-4o", fallbackModels: ["gone"], routingStrategy: "fallback" as const };
  expect(await problems(chain, directory)).toEqual([
    expect.stringMatching(/^error fallbackModels: "gone" is a removed/),
  ]);
});

test("a bare name is taken on trust while its provider does not say what it offers", async () => {
  expect(await problems({ model: "new-model" }, directoryOf(entry(openai, null)))).toEqual([]);
});

test("a provider without a key, or with one that cannot be used, is a warning", async () => {
  expect(await problems({ model: "claude-haiku-4-5" }, directoryOf(entry(openai, ["x"])))).toEqual([
    'warning model: "claude-haiku-4-5" needs Anthropic, which has no key yet. Add one before the gate is used.',
  ]);
  const failure = new AppError("unavailable", "Its key cannot be read.");
  expect(await problems({ model: "openai/x" }, directoryOf(entry(openai, [], failure)))).toEqual([
    'warning model: "openai/x" cannot be reached: Its key cannot be read.',
  ]);
});

test("only what a provider key cures says so", async () => {
  const ask = (model: string) =>
    checkGate(ctx, { ...DEFAULT_GATE_SETTINGS, model }, directoryOf(entry(openai, ["x"])));
  expect(await ask("claude-haiku-4-5")).toMatchObject([{ cure: "provider key" }]);
  expect(await ask("gone")).toEqual([expect.not.objectContaining({ cure: expect.anything() })]);
});

test("a task that the model cannot do is a warning", async () => {
  const directory = directoryOf(entry(openai, ["x"]), entry(anthropic, ["y"]));
  expect(await problems({ model: "claude-haiku-4-5", taskType: "embeddings" }, directory)).toEqual([
    'warning model: "claude-haiku-4-5" cannot be used for embeddings gates.',
  ]);
  expect(await problems({ model: "text-embedding-3-small" }, directory)).toEqual([
    expect.stringMatching(/^warning model: .* gives no text/),
  ]);
  expect(await problems({ model: "text-embedding-3-small", taskType: "embeddings" }, directory)).toEqual([]);
  const own = directoryOf(entry(google, ["z"]));
  expect(await problems({ model: "gemini-embedding-001", taskType: "embeddings" }, own)).toEqual([]);
  expect(await problems({ model: "z", taskType: "video" }, own)).toHaveLength(1);
});
