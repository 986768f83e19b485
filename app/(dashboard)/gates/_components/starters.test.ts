import { expect, test } from "vitest";
import type { ModelFact } from "./model-fact";
import { starters } from "./starters";

const model = (id: string, configured = true, chats = true): ModelFact => ({
  id,
  provider: "Provider",
  price: null,
  contextWindow: null,
  configured,
  chats,
});
const modelsOf = (facts: ModelFact[], id: string) => {
  const { said } = starters(facts).find((starter) => starter.id === id) ?? {};
  return [said?.settings.model, ...(said?.settings.fallbackModels ?? [])];
};

test("a starter is made of models that can be used, in its own order", () => {
  const facts = [model("anthropic/claude-haiku-4-5"), model("gpt-4o-mini"), model("mistral/x", false)];
  expect(modelsOf(facts, "cheap")).toEqual(["gpt-4o-mini", "anthropic/claude-haiku-4-5"]);
});

test("a provider with other models still makes a chain", () => {
  expect(modelsOf([model("mine/llama"), model("mine/qwen"), model("mine/phi")], "best")).toEqual([
    "mine/llama",
    "mine/qwen",
  ]);
  const one = starters([model("mine/llama")]).find(({ id }) => id === "best");
  expect(one?.said.settings).toMatchObject({ fallbackModels: [], routingStrategy: "single" });
});

test("without a provider the sandbox is ready, and the others say that they are not", () => {
  const sandbox = [model("sandbox/embed", true, false), model("sandbox/echo")];
  const ready = starters(sandbox).map(({ id, ready }) => [id, ready]);
  expect(Object.fromEntries(ready)).toEqual({ cheap: false, best: false, sandbox: true });
  expect(modelsOf([], "sandbox")).toEqual(["sandbox/echo"]);
  expect(modelsOf(sandbox, "cheap")).toEqual(["gpt-4o-mini", "claude-haiku-4-5"]);
});
