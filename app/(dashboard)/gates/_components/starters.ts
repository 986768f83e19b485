import { DEFAULT_GATE_SETTINGS, type GateSettings } from "@/lib/core/gate-settings";
import type { Said } from "./field-words";
import type { ModelFact } from "./model-fact";
import { SANDBOX_MODEL } from "./sandbox-model";

/** A gate to begin with. `ready` is false when no provider that it needs has a key. */
export type Starter = { id: string; title: string; sentence: string; ready: boolean; said: Said };

// By provider, in the order in which they are tried; the first two that are there make the chain.
const CHEAP = ["gpt-4o-mini", "claude-haiku-4-5", "gemini-2.5-flash", "mistral-small-latest"];
const BEST = ["gpt-4o", "claude-sonnet-4-5", "gemini-2.5-pro", "mistral-large-latest"];

/** Three ways to begin, with models that this account can use where there are any. */
export function starters(models: readonly ModelFact[]): Starter[] {
  const cheap = chain(models, CHEAP);
  const best = chain(models, BEST);
  return [
    {
      id: "cheap",
      title: "Fast and cheap with a fallback",
      sentence: "A small model answers. When it fails, one of another kind takes over.",
      ready: cheap.ready,
      said: said("fast-and-cheap", cheap.models, { maxTokens: 1_000 }),
    },
    {
      id: "best",
      title: "Best answer with a fallback",
      sentence: "A large model answers. When it fails, the next best one does.",
      ready: best.ready,
      said: said("best-answer", best.models),
    },
    {
      id: "sandbox",
      title: "Try it with the sandbox",
      sentence: "Answers with your own words. It needs no provider and costs no real money.",
      ready: true,
      said: said("sandbox", [SANDBOX_MODEL]),
    },
  ];
}

/** A new gate without a starter. */
export function blankGate(): Said {
  return said("", [""]);
}

function said(name: string, models: string[], more: Partial<GateSettings> = {}): Said {
  const [model = "", ...fallbackModels] = models;
  const routingStrategy = fallbackModels.length > 0 ? "fallback" : "single";
  return { name, settings: { ...DEFAULT_GATE_SETTINGS, ...more, model, fallbackModels, routingStrategy } };
}

function chain(models: readonly ModelFact[], wanted: string[]): { models: string[]; ready: boolean } {
  const usable = models.filter(({ configured, chats, id }) => configured && chats && id !== SANDBOX_MODEL);
  const bare = (id: string) => id.slice(id.lastIndexOf("/") + 1);
  const liked = wanted.flatMap((name) => usable.find(({ id }) => bare(id) === name)?.id ?? []);
  const others = usable.map(({ id }) => id).filter((id) => !liked.includes(id));
  const found = [...liked, ...others].slice(0, 2);
  return found.length > 0 ? { models: found, ready: true } : { models: wanted.slice(0, 2), ready: false };
}
