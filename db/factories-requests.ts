import { randomInt } from "node:crypto";
import { sql } from "drizzle-orm";
import {
  type AccountId,
  type GateId,
  type KeyId,
  newId,
  type RequestId,
  type SecretId,
} from "@/lib/core/ids";
import type { Given, Store } from "./factories";
import { RECORD, recordParameter } from "./record-statement";
import type { RequestRecord, requests } from "./schema/requests";

type Caller = { accountId: AccountId; keyId: KeyId; secretId: SecretId; gateId?: GateId | null };
export type GivenRequest = Given<typeof requests>;

/**
 * Log rows of one key with the hourly sums that belong to them, written as the product writes them. `rows` is a
 * number of made-up calls or one description per call. Returns their ids.
 */
export async function makeRequests(
  db: Store,
  caller: Caller,
  rows: number | GivenRequest[],
): Promise<RequestId[]> {
  const calls = typeof rows === "number" ? Array.from({ length: rows }, (): GivenRequest => ({})) : rows;
  const full = calls.map((row) => requestRow(caller, row));
  const [before = "", after = ""] = RECORD.split("$1");
  for (let at = 0; at < full.length; at += 1_000) {
    const given = recordParameter(full.slice(at, at + 1_000));
    await db.execute(sql`${sql.raw(before)}${given}${sql.raw(after)}`);
  }
  return full.map((row) => row.id);
}

const NO_CACHE = { cachedInputTokens: 0, cacheWriteTokens: 0, cacheWrite1hTokens: 0 };
const NO_TOKENS = { ...NO_CACHE, reasoningTokens: 0, audioInputTokens: 0, audioOutputTokens: 0 };
const NO_ROUTE = { route: null, maxOutputTokens: null, worstCostNanoUsd: null };

function requestRow(caller: Caller, given: GivenRequest): RequestRecord {
  const latencyMs = given.latencyMs ?? randomInt(200, 2_000);
  const endedAt = given.endedAt ?? new Date((given.startedAt?.getTime() ?? Date.now()) + latencyMs);
  const startedAt = given.startedAt ?? new Date(endedAt.getTime() - latencyMs);
  return {
    gateId: null,
    gateVersion: null,
    priceVersion: null,
    errorMessage: null,
    refusedBy: null,
    firstTokenMs: null,
    network: null,
    userAgent: null,
    endpoint: "chat/completions",
    modelAsked: "sandbox/echo",
    modelUsed: "sandbox/echo",
    provider: "sandbox",
    attempts: [],
    ...NO_ROUTE,
    streamed: false,
    fellBack: false,
    usageNote: null,
    beyondTokens: false,
    isTest: false,
    ownProviderKey: null,
    ownCostNanoUsd: null,
    ...NO_TOKENS,
    inputTokens: 12,
    outputTokens: 30,
    costNanoUsd: 72_000n,
    settlement: "final",
    status: 200,
    errorCode: (given.status ?? 200) >= 400 ? "provider_failed" : null,
    ...caller,
    ...given,
    id: given.id ?? newId<RequestId>(startedAt.getTime()),
    latencyMs,
    startedAt,
    endedAt,
  };
}
