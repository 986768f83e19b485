import { afterAll, expect, test } from "vitest";
import { makeAccount, makeGate } from "@/db/factories";
import type { Directory } from "@/lib/providers/directory";
import { openai } from "@/lib/providers/kinds/openai";
import { openAiCompatible } from "@/lib/providers/kinds/openai-compatible";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { gatesByProvider } from "./gates-by-provider";

const { db, end } = await testDatabase();
afterAll(end);

const entry = (id: string, kind: typeof openai) =>
  [id, { id, kind, label: id, providers: [], failure: null }] as const;
const directory: Directory = new Map([entry("openai", openai), entry("lab", openAiCompatible)]);

test("a gate stands under every provider that its model or a fallback names, deleted gates under none", async () => {
  const { accountId } = await makeAccount(db);
  const gate = (name: string, model: string, fallbackModels: string[] = []) =>
    makeGate(db, { accountId, name, isDefault: false, settings: { model, fallbackModels } });
  await gate("support", "gpt-4o-mini", ["lab/llama3.2", "claude-haiku-4-5"]);
  await gate("batch", "openai/gpt-4o", ["openai/gpt-4o-mini"]);
  const { gateId } = await gate("old", "lab/llama3.2");
  await db.execute(`update gates set deleted_at = now() where id = '${gateId}'`);
  expect(Object.fromEntries(await gatesByProvider(testContext(db, accountId), directory))).toEqual({
    openai: ["batch", "support"],
    lab: ["support"],
    anthropic: ["support"],
  });
});
