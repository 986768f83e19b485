import { and, desc, eq, gt, sql } from "drizzle-orm";
import { effectiveCost } from "@/db/effective-cost";
import { gates } from "@/db/schema/gates";
import { requests } from "@/db/schema/requests";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { isUuid, type KeyId, lowestIdAt, type RequestId, type SecretId } from "@/lib/core/ids";
import { DAY_MS } from "@/lib/core/time";
import type { LogEntry } from "./contract";
import { logRows } from "./log-rows";

/** One row of the log, as lists show it. */
export type RequestRow = Awaited<ReturnType<typeof latestRequests>>[number];

const columns = {
  id: requests.id,
  keyId: requests.keyId,
  secretId: requests.secretId,
  startedAt: requests.startedAt,
  endpoint: requests.endpoint,
  status: requests.status,
  errorCode: requests.errorCode,
  errorMessage: requests.errorMessage,
  gateId: requests.gateId,
  gateName: gates.name,
  modelAsked: requests.modelAsked,
  modelUsed: requests.modelUsed,
  provider: requests.provider,
  streamed: requests.streamed,
  inputTokens: requests.inputTokens,
  cachedInputTokens: requests.cachedInputTokens,
  cacheWriteTokens: requests.cacheWriteTokens,
  cacheWrite1hTokens: requests.cacheWrite1hTokens,
  outputTokens: requests.outputTokens,
  reasoningTokens: requests.reasoningTokens,
  audioInputTokens: requests.audioInputTokens,
  audioOutputTokens: requests.audioOutputTokens,
  costNanoUsd: effectiveCost(),
  settlement: requests.settlement,
  latencyMs: requests.latencyMs,
  firstTokenMs: requests.firstTokenMs,
  network: requests.network,
  userAgent: requests.userAgent,
};

/**
 * The latest requests of the account, of one key or of one secret, newest first. `after` leaves only requests that started
 * later than the request with that id.
 */
export function latestRequests(
  ctx: Ctx,
  filter: { keyId?: KeyId; secretId?: SecretId; limit: number; after?: RequestId },
) {
  const { keyId, secretId, limit, after } = filter;
  return ctx.db
    .select(columns)
    .from(requests)
    .leftJoin(gates, and(eq(gates.id, requests.gateId), eq(gates.accountId, requests.accountId)))
    .where(
      and(
        eq(requests.accountId, ctx.accountId),
        keyId === undefined ? undefined : eq(requests.keyId, keyId),
        secretId === undefined ? undefined : eq(requests.secretId, secretId),
        after === undefined ? undefined : gt(requests.id, after),
      ),
    )
    .orderBy(desc(requests.id))
    .limit(limit);
}

/** What speaks against deleting a key: its requests of the last 24 hours and the latest one ever. */
export async function evidenceOfUse(ctx: Ctx, keyId: KeyId) {
  const dayAgo = lowestIdAt(ctx.clock.now().getTime() - DAY_MS) as RequestId;
  const [[counted], [lastRequest]] = await Promise.all([
    ctx.db
      .select({ lastDay: sql<number>`count(*)::int` })
      .from(requests)
      .where(and(eq(requests.accountId, ctx.accountId), eq(requests.keyId, keyId), gt(requests.id, dayAgo))),
    latestRequests(ctx, { keyId, limit: 1 }),
  ]);
  return { lastDay: counted?.lastDay ?? 0, lastRequest: lastRequest ?? null };
}

/** Everything about one request, or null: the same for another account's id as for none. */
export async function findLog(ctx: Pick<Ctx, "db" | "accountId">, id: string): Promise<LogEntry | null> {
  const [entry] = isUuid(id) ? await logRows(ctx, [id.toLowerCase() as RequestId]) : [];
  return entry ?? null;
}

/** Everything about one request. Throws `not_found`, the same for another account's id as for none. */
export async function getLog(ctx: Pick<Ctx, "db" | "accountId">, id: string): Promise<LogEntry> {
  const entry = await findLog(ctx, id);
  if (entry === null) throw new AppError("not_found", "There is no request with this id in your log.");
  return entry;
}
