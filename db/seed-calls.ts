import { newId, type RequestId } from "@/lib/core/ids";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";

// What one call of the demo story was: model, tokens, faults, time.

export type StoryKeyName = "Production" | "Development" | "CI/CD" | "Marketing site" | "Mobile app (planned)";

/** Days before the present at which a key was made, and deleted. */
export type StoryKey = { name: StoryKeyName; madeDaysAgo: number; deletedDaysAgo?: number };

/** The working day on which the provider failed half of the calls. */
const OUTAGE_DAYS_AGO = 17;
/** How long the account has had a provider key of its own, in days. */
const OWN_KEY_DAYS = 12;
/** Hours between the misuse of the leaked secret and the deletion of its key. */
export const MISUSE_HOURS = 4;

type Usage = { input: number; cachedInput: number; output: number };
export type PriceOf = (
  provider: string,
  model: string,
  usage: Usage,
) => { cost: bigint | null; version: string | null };

type Mix = Array<[model: string, share: number]>;
const MODELS: Record<StoryKeyName, Mix> = {
  Production: [
    ["gpt-4o-mini", 0.62],
    ["gpt-4o", 0.28],
    ["llama3.1:8b", 0.1],
  ],
  Development: [
    ["sandbox/echo", 0.5],
    ["gpt-4o-mini", 0.35],
    ["llama3.1:8b", 0.15],
  ],
  "CI/CD": [
    ["sandbox/echo", 0.8],
    ["gpt-4o-mini", 0.2],
  ],
  "Marketing site": [["gpt-4o-mini", 1]],
  "Mobile app (planned)": [],
};

/** One call of a key at a moment, without the ids of account and key. */
export function describeCall(
  key: StoryKey,
  startedAt: Date,
  now: Date,
  random: () => number,
  priceOf: PriceOf,
) {
  const misused = key.deletedDaysAgo !== undefined && isMisuse(key.deletedDaysAgo, startedAt, now);
  const model = misused ? "gpt-4o" : pick(MODELS[key.name], random());
  const provider = model === "sandbox/echo" ? "sandbox" : "openai";
  const ageMs = now.getTime() - startedAt.getTime();
  const isOwn = provider === "openai" && ageMs < OWN_KEY_DAYS * DAY_MS;
  const streamed = random() < 0.55;
  const fault = faultOf(provider, startedAt, now, random());
  const usage = fault === null ? usageOf(model, misused, random) : { input: 0, cachedInput: 0, output: 0 };
  const price = fault === null ? priceOf(provider, model, usage) : { cost: 0n, version: null };
  const latencyMs = Math.round(fault?.latencyMs ?? latencyOf(model, usage.output, random));
  return {
    id: newId<RequestId>(startedAt.getTime()),
    gateVersion: 1,
    endpoint: "chat/completions",
    modelAsked: model,
    modelUsed: model,
    provider,
    attempts: [
      {
        provider,
        model,
        status: fault?.providerStatus ?? 200,
        latencyMs,
        providerRequestId: null,
        error: fault?.message ?? null,
      },
    ],
    route: [[provider, model]] as Array<[string, string]>,
    maxOutputTokens: null,
    worstCostNanoUsd: null,
    streamed,
    fellBack: false,
    usageNote: null,
    beyondTokens: false,
    isTest: false,
    ownProviderKey: isOwn,
    inputTokens: usage.input,
    cachedInputTokens: usage.cachedInput,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: 0,
    outputTokens: usage.output,
    reasoningTokens: 0,
    audioInputTokens: 0,
    audioOutputTokens: 0,
    costNanoUsd: price.cost,
    ownCostNanoUsd: isOwn ? price.cost : null,
    priceVersion: price.version,
    settlement: price.cost === null ? ("unpriced" as const) : ("final" as const),
    status: fault?.status ?? 200,
    errorCode: fault?.code ?? null,
    errorMessage: fault?.message ?? null,
    refusedBy: null,
    latencyMs,
    firstTokenMs: streamed && fault === null ? Math.round(latencyMs * (0.1 + 0.2 * random())) : null,
    network: misused ? "198.51.100.23" : "203.0.113.7",
    userAgent: misused ? "python-requests/2.32.3" : "OpenAI/JS 6.49.0",
    startedAt,
    endedAt: new Date(startedAt.getTime() + latencyMs),
  };
}

function isMisuse(deletedDaysAgo: number, startedAt: Date, now: Date): boolean {
  return startedAt.getTime() > now.getTime() - deletedDaysAgo * DAY_MS - MISUSE_HOURS * HOUR_MS;
}

type Fault = {
  code: string;
  message: string;
  status: number;
  providerStatus: number | null;
  latencyMs: number;
};

function faultOf(provider: string, startedAt: Date, now: Date, dice: number): Fault | null {
  if (provider === "sandbox") return null;
  const daysAgo = Math.floor(now.getTime() / DAY_MS) - Math.floor(startedAt.getTime() / DAY_MS);
  const failing = daysAgo === OUTAGE_DAYS_AGO ? 0.55 : 0.008;
  if (dice < failing * 0.7) {
    const message = "The provider failed with status 500.";
    return {
      code: "provider_failed",
      message,
      status: 502,
      providerStatus: 500,
      latencyMs: 900 + dice * 4_000,
    };
  }
  if (dice < failing) {
    const message = "The provider cannot be reached.";
    return { code: "provider_unreachable", message, status: 502, providerStatus: null, latencyMs: 5_000 };
  }
  return null;
}

function usageOf(model: string, misused: boolean, random: () => number): Usage {
  if (model === "sandbox/echo")
    return { input: 8 + whole(random() * 40), cachedInput: 0, output: 6 + whole(random() * 40) };
  if (misused)
    return {
      input: 2_000 + whole(random() * 6_000),
      cachedInput: 0,
      output: 1_000 + whole(random() * 3_000),
    };
  const prompt = 250 + whole(random() ** 3 * 9_000);
  // Long prompts repeat their beginning, which the provider reads from its cache.
  const cachedInput = prompt > 1_200 && random() < 0.5 ? whole(prompt * 0.6) : 0;
  return { input: prompt - cachedInput, cachedInput, output: 60 + whole(random() ** 2 * 1_100) };
}

function latencyOf(model: string, outputTokens: number, random: () => number): number {
  if (model === "sandbox/echo") return 3 + random() * 20;
  const tokensPerSecond = model === "gpt-4o" ? 70 : model === "gpt-4o-mini" ? 95 : 40;
  return 250 + random() * 400 + (outputTokens / tokensPerSecond) * 1_000;
}

function pick(mix: Mix, dice: number): string {
  let left = dice;
  for (const [model, share] of mix) {
    left -= share;
    if (left < 0) return model;
  }
  return mix[0]?.[0] ?? "sandbox/echo";
}

const whole = (value: number) => Math.round(value);
