import { z } from "zod";
import { usdDecimal } from "@/lib/core/money";
import { CERTAINTIES } from "@/lib/core/request-filter";
import type { LogRow } from "@/lib/logs/contract";
import type { Payload } from "@/lib/payloads/contract";
import { tokenTotals } from "@/lib/usage/token-totals";

const moment = z.iso.datetime();
const cost = {
  costUsd: z
    .number()
    .nullable()
    .meta({ description: "USD as a number; null when it is not known, never 0 for that." }),
  cost_usd: z.string().nullable().meta({ description: "The same as an exact decimal." }),
  cost_nano_usd: z.string().nullable().meta({ description: "The same in whole billionths of a USD." }),
};

const wireAttempt = z
  .looseObject({
    provider: z.string(),
    model: z.string(),
    status: z.int().nullable(),
    latencyMs: z.number(),
    error: z.string().nullable(),
  })
  .meta({ id: "Attempt" });

/** A row of the log. The first fields are those existing clients know. */
export const wireLog = z
  .object({
    id: z.uuid(),
    userId: z.uuid().meta({ description: "Owner of the account." }),
    gateId: z.uuid().nullable(),
    gateName: z.string().nullable().meta({ description: "The name the gate has now." }),
    modelRequested: z.string().nullable(),
    modelUsed: z.string().nullable(),
    promptTokens: z.int().meta({ description: "All tokens in, those of caches included." }),
    completionTokens: z.int(),
    ...cost,
    latencyMs: z.int(),
    success: z.boolean(),
    errorMessage: z.string().nullable(),
    requestPayload: z.record(z.string(), z.unknown()).meta({
      description: "What was asked, where it is kept and was asked for with `payloads=true`; else empty.",
    }),
    responsePayload: z.record(z.string(), z.unknown()).nullable().meta({
      description: "What was answered, likewise; `{ streamed: true, text }` for what was no JSON object.",
    }),
    loggedAt: moment.meta({ description: "When it ended." }),
    startedAt: moment,
    keyId: z.uuid(),
    keyName: z.string().nullable(),
    endpoint: z.string(),
    provider: z.string().nullable(),
    gateVersion: z.int().nullable(),
    status: z.int().meta({ description: "The HTTP status the client was given; 499 when it had left." }),
    errorCode: z.string().nullable(),
    certainty: z.enum(CERTAINTIES).meta({ description: "How sure tokens and cost are." }),
    priceVersion: z.string().nullable(),
    usageNote: z.string().nullable().meta({
      description:
        "What was wrong with the reported tokens, or why the cost is an estimate: the service tier that was served, for one.",
    }),
    inputTokens: z.int(),
    cachedInputTokens: z.int(),
    cacheWriteTokens: z.int(),
    cacheWrite1hTokens: z.int(),
    outputTokens: z.int(),
    reasoningTokens: z.int().meta({ description: "Part of the output." }),
    audioInputTokens: z.int(),
    audioOutputTokens: z.int(),
    firstTokenMs: z.int().nullable(),
    streamed: z.boolean(),
    fellBack: z.boolean().meta({ description: "True when another model than the first one was asked." }),
    isTest: z.boolean(),
    ownProviderKey: z.boolean().nullable().meta({
      description:
        "True when a provider key of the account was used, which the provider bills to you; false for one of the instance. Null when nobody was asked, and for requests from before this was noted.",
    }),
    own_cost_nano_usd: z.string().nullable().meta({
      description:
        "What of the cost went to provider keys of the account, attempts that failed included, in whole billionths of a USD; null where nothing did or the cost is not known.",
    }),
    attempts: z.array(wireAttempt).meta({ description: "Each try at a model, in their order." }),
    network: z.string().nullable(),
    userAgent: z.string().nullable(),
  })
  .meta({ id: "RequestLog" });

export type WireLog = z.input<typeof wireLog>;

export function logOnWire(
  row: LogRow,
  ownerId: string,
  payload?: Pick<Payload, "request" | "response">,
): WireLog {
  const { startedAt, endedAt, modelAsked, costNanoUsd, ownCostNanoUsd, ...others } = row;
  const { keyIsDeleted: _, gateIsDeleted: __, ...columns } = others;
  const { input, output } = tokenTotals(row);
  return wireLog.parse({
    ...columns,
    userId: ownerId,
    modelRequested: modelAsked,
    promptTokens: input,
    completionTokens: output,
    costUsd: costNanoUsd === null ? null : Number(usdDecimal(costNanoUsd)),
    cost_usd: costNanoUsd === null ? null : usdDecimal(costNanoUsd),
    cost_nano_usd: costNanoUsd?.toString() ?? null,
    own_cost_nano_usd: ownCostNanoUsd?.toString() ?? null,
    success: row.errorCode === null,
    requestPayload: objectOf(payload?.request ?? null) ?? {},
    responsePayload: objectOf(payload?.response ?? null),
    loggedAt: endedAt.toISOString(),
    startedAt: startedAt.toISOString(),
  });
}

/** A kept text as the object it is, or as one that has it. */
function objectOf(text: string | null): Record<string, unknown> | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // No JSON: a stream, or what was cut.
  }
  return { streamed: true, text };
}

export const exampleLog: WireLog = {
  id: "0195f3a0-9d2e-7c63-8b75-4a2d3e5f6b7c",
  userId: "0195f39f-11aa-7d0e-8d3c-6b1f0c9e2a44",
  gateId: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b",
  gateName: "support",
  modelRequested: "support",
  modelUsed: "gpt-4o-mini",
  promptTokens: 412,
  completionTokens: 96,
  costUsd: 0.0001194,
  cost_usd: "0.0001194",
  cost_nano_usd: "119400",
  latencyMs: 842,
  success: true,
  errorMessage: null,
  requestPayload: {},
  responsePayload: null,
  loggedAt: "2026-11-24T09:30:00.842Z",
  startedAt: "2026-11-24T09:30:00.000Z",
  keyId: "0195f3a0-3c4d-7e5f-8a6b-7c8d9e0f1a2b",
  keyName: "Production",
  endpoint: "chat/completions",
  provider: "openai",
  gateVersion: 3,
  status: 200,
  errorCode: null,
  certainty: "final",
  priceVersion: "openai/gpt-4o-mini@2026-07-01",
  usageNote: null,
  inputTokens: 412,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens: 96,
  reasoningTokens: 0,
  audioInputTokens: 0,
  audioOutputTokens: 0,
  firstTokenMs: 310,
  streamed: true,
  fellBack: false,
  isTest: false,
  ownProviderKey: true,
  own_cost_nano_usd: "119400",
  attempts: [
    {
      provider: "openai",
      model: "gpt-4o-mini",
      status: 200,
      latencyMs: 801,
      providerRequestId: "req_1",
      error: null,
    },
  ],
  network: "203.0.113.7",
  userAgent: "openai-python/1.51.0",
};
