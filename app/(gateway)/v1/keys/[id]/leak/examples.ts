import type { z } from "zod";
import { exampleKey } from "../../wire";
import type { wireCall, wireExposedKey, wireReport } from "./wire";

export const exampleExposedKey: z.input<typeof wireExposedKey> = {
  ...exampleKey,
  status: "disabled",
  exposedAt: "2026-11-24T10:00:00.000Z",
  exposedWhere: "https://github.com/acme/app/blob/main/.env",
};

const firstAt = "2026-11-24T02:11:09.000Z";
const lastAt = "2026-11-24T02:40:51.000Z";
const tokens = {
  inputTokens: 90_000,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 21_000,
  reasoningTokens: 0,
};
const cost = { costUsd: "0.0261", cost_nano_usd: "26100000" };
const sums = { calls: 120, errors: 4, unpriced: 0, ...cost, ...tokens, audioTokens: 0 };

function splitBy(value: string, label = value) {
  return { groups: [{ ...sums, value, label, firstAt, lastAt, isNew: true }], others: null };
}

export const exampleReport: z.input<typeof wireReport> = {
  keyId: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b",
  since: firstAt,
  suggestedSince: { at: firstAt, reason: "new network", what: "198.51.100.7" },
  total: sums,
  expired: null,
  firstAt,
  lastAt,
  models: splitBy("gpt-4o-mini"),
  gates: splitBy("0195f3a0-2b3c-7d4e-9f5a-6b7c8d9e0f1a", "default"),
  networks: splitBy("198.51.100.7"),
  agents: splitBy("python-requests/2.32"),
  endpoints: splitBy("chat/completions"),
  comparedFrom: "2026-10-25T08:00:00.000Z",
  normalDay: { days: 30, calls: 41, errors: 0, unpriced: 0, costUsd: "0.0089", cost_nano_usd: "8900000" },
};

export const exampleCall: z.input<typeof wireCall> = {
  id: "0195f3a0-9d2e-7c63-8b75-4a2d3e5f6b7c",
  startedAt: firstAt,
  endpoint: "chat/completions",
  gate: "default",
  modelAsked: "default",
  modelUsed: "gpt-4o-mini",
  provider: "openai",
  status: 200,
  errorCode: null,
  inputTokens: 750,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens: 175,
  reasoningTokens: 0,
  audioInputTokens: 0,
  audioOutputTokens: 0,
  costUsd: "0.0002175",
  cost_nano_usd: "217500",
  settlement: "final",
  network: "198.51.100.7",
  userAgent: "python-requests/2.32",
  secretId: "0195f3a0-5e6f-7a1b-8c2d-3e4f5a6b7c8d",
};
