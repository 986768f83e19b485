import type { IncomingHttpHeaders } from "node:http";
import type { LanguageModelV3 } from "@ai-sdk/provider";
import { httpProvider } from "@/lib/providers/http-provider";
import { anthropic } from "@/lib/providers/kinds/anthropic";
import { google } from "@/lib/providers/kinds/google";
import { mistral } from "@/lib/providers/kinds/mistral";
import { openai } from "@/lib/providers/kinds/openai";
import { openAiCompatible } from "@/lib/providers/kinds/openai-compatible";
import type { ProviderKind } from "@/lib/providers/provider";
import { startFakeAnthropic } from "./fake-anthropic";
import { startFakeGemini } from "./fake-gemini";
import { startFakeMistral } from "./fake-mistral";
import { startFakeOpenAI } from "./fake-openai";
import type { Behaviour } from "./fake-openai-answers";
import type { FakeBehaviour } from "./fake-wire";

type Json = Record<string, unknown>;

/** A provider of one kind with a fake behind it, and what a test needs to say and to see. */
export type TranslationRig = {
  label: string;
  baseUrl: string;
  chat(modelName?: string): Promise<LanguageModelV3>;
  /** What the fake does from now on. */
  behave(behaviour: FakeBehaviour): void;
  /** The requests so far, and their bodies. */
  requests(): ReadonlyArray<{ headers: IncomingHttpHeaders }>;
  asks(): Json[];
  request(position: number): Promise<{ release(count?: number): void; clientGone: Promise<void> }>;
  stop(): Promise<void>;
};

const KINDS = {
  openai: { kind: openai, model: "gpt-4o-mini", start: startOpenAi },
  "openai-compatible": { kind: openAiCompatible, model: "qwen3", start: startOpenAi },
  anthropic: { kind: anthropic, model: "claude-haiku-4-5", start: startFakeAnthropic },
  google: { kind: google, model: "gemini-2.5-flash", start: startFakeGemini },
  mistral: { kind: mistral, model: "mistral-small-latest", start: startFakeMistral },
} as const;

export type RigName = keyof typeof KINDS;
export const RIG_NAMES = Object.keys(KINDS) as RigName[];

/** The key that every fake asks for. */
export const RIG_API_KEY = "fake-key-0123456789";

/** Starts a fake of the kind's provider and reaches it the way the gateway does, by default with the right key. */
export async function startRig(
  name: RigName,
  { apiKey = RIG_API_KEY, timeoutMs = 5_000 } = {},
): Promise<TranslationRig> {
  const { kind, model, start } = KINDS[name];
  const fake = await start({ apiKey: RIG_API_KEY });
  const provider = httpProvider({
    id: name,
    label: kind.label,
    isOwn: false,
    kind: kind satisfies ProviderKind,
    baseUrl: fake.baseUrl,
    apiKey,
    timeoutMs,
  });
  return {
    label: kind.label,
    baseUrl: fake.baseUrl,
    chat: (modelName = model) => provider.chatModel(modelName),
    behave(behaviour) {
      fake.script = () => behaviour;
    },
    requests: () => fake.requests,
    asks: () => fake.requests.map(({ ask }) => ask as Json),
    request: (position) => fake.received(position),
    stop: () => fake.stop(),
  };
}

/** The fake of OpenAI under the words of the others. */
async function startOpenAi(options: { apiKey: string }) {
  const fake = await startFakeOpenAI(options);
  let script: (() => FakeBehaviour) | undefined;
  return {
    baseUrl: fake.baseUrl,
    requests: fake.requests,
    received: fake.received,
    stop: fake.stop,
    get script() {
      return script;
    },
    set script(next: (() => FakeBehaviour) | undefined) {
      script = next;
      fake.script = next === undefined ? undefined : () => inOpenAiWords(next());
    },
  };
}

function inOpenAiWords(behaviour: FakeBehaviour): Behaviour {
  if (behaviour.kind === "cut short") throw new Error("The fake of OpenAI does not cut answers short");
  if (behaviour.kind !== "answer") return behaviour;
  const {
    inputTokens,
    cachedTokens,
    writtenTokens,
    outputTokens,
    thoughtTokens,
    failsWith,
    usageMissing,
    ...rest
  } = behaviour;
  if (failsWith !== undefined) throw new Error("The fake of OpenAI does not fail in the middle");
  return {
    text: "Hello there",
    ...rest,
    ...(usageMissing === true ? { usage: "missing" as const } : {}),
    promptTokens: inputTokens ?? 20,
    completionTokens: outputTokens ?? 5,
    ...(cachedTokens === undefined ? {} : { cachedTokens }),
    ...(writtenTokens === undefined ? {} : { cacheWriteTokens: writtenTokens }),
    ...(thoughtTokens === undefined ? {} : { reasoningTokens: thoughtTokens }),
  };
}
