import { and, asc, eq, gt, gte } from "drizzle-orm";
import { effectiveCost } from "@/db/effective-cost";
import { gates } from "@/db/schema/gates";
import { requests } from "@/db/schema/requests";
import type { Ctx } from "@/lib/context";
import { isUuid, lowestIdAt, type RequestId } from "@/lib/core/ids";
import { getKey } from "../queries";
import { checkedSince } from "./checked-since";

const columns = {
  id: requests.id,
  startedAt: requests.startedAt,
  endpoint: requests.endpoint,
  gate: gates.name,
  modelAsked: requests.modelAsked,
  modelUsed: requests.modelUsed,
  provider: requests.provider,
  status: requests.status,
  errorCode: requests.errorCode,
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
  network: requests.network,
  userAgent: requests.userAgent,
  secretId: requests.secretId,
};

/** One call of a key, as a report of damage lists it. */
export type DamageCall = Awaited<ReturnType<typeof damageCalls>>[number];

/**
 * The calls that a report of damage sums, oldest first, `limit` of them after the one with the id `after`. Throws `not_found` and
 * `invalid_field` (param `since`).
 */
export async function damageCalls(
  ctx: Ctx,
  query: { keyId: string; since: Date; after: string | null; limit: number },
) {
  const { after, limit } = query;
  const since = checkedSince(ctx, query.since);
  const key = await getKey(ctx, query.keyId);
  return ctx.db
    .select(columns)
    .from(requests)
    .leftJoin(gates, and(eq(gates.id, requests.gateId), eq(gates.accountId, requests.accountId)))
    .where(
      and(
        eq(requests.accountId, ctx.accountId),
        eq(requests.keyId, key.id),
        gte(requests.id, lowestIdAt(since.getTime()) as RequestId),
        gte(requests.startedAt, since),
        after === null || !isUuid(after) ? undefined : gt(requests.id, after as RequestId),
      ),
    )
    .orderBy(asc(requests.id))
    .limit(limit);
}
