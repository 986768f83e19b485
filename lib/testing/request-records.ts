import { type AccountId, type KeyId, newId, type RequestId, type SecretId } from "@/lib/core/ids";
import type { RequestRecord } from "@/lib/logs/request-record";

/** A finished request as the gateway hands it on; a new one of a made-up key unless told otherwise. */
export function makeRecord(given: Partial<RequestRecord> = {}): RequestRecord {
  const startedAt = given.startedAt ?? new Date();
  return {
    id: newId<RequestId>(startedAt.getTime()),
    accountId: newId<AccountId>(),
    keyId: newId<KeyId>(),
    secretId: newId<SecretId>(),
    gateId: null,
    gateVersion: null,
    endpoint: "chat/completions",
    modelAsked: "gpt-4o-mini",
    modelUsed: "gpt-4o-mini",
    provider: "openai",
    attempts: [],
    route: null,
    maxOutputTokens: null,
    worstCostNanoUsd: null,
    streamed: false,
    fellBack: false,
    usageNote: null,
    beyondTokens: false,
    isTest: false,
    inputTokens: 10,
    cachedInputTokens: 1,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: 0,
    outputTokens: 20,
    reasoningTokens: 5,
    audioInputTokens: 0,
    audioOutputTokens: 0,
    costNanoUsd: 13_575n,
    priceVersion: "test@1",
    settlement: "final",
    status: 200,
    errorCode: null,
    errorMessage: null,
    latencyMs: 120,
    firstTokenMs: null,
    network: "127.0.0.1",
    userAgent: "test",
    endedAt: new Date(startedAt.getTime() + 120),
    ...given,
    startedAt,
  };
}
