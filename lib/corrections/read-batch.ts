import { and, asc, between, eq, gt, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { costCorrections, requests } from "@/db/schema/requests";
import type { Ctx } from "@/lib/context";
import { type GateId, type KeyId, lowestIdAt, type RequestId } from "@/lib/core/ids";
import { priceFor, priceOfVersion } from "@/lib/prices/account-prices";
import type { PricedSpan } from "./correction-span";
import { type CorrectionVerdict, correctionVerdict, effectiveCost } from "./correction-verdict";
import { modelSpellings } from "./model-spellings";

/** A request with what the price that holds for it makes of it. */
export type JudgedRequest = {
  id: RequestId;
  keyId: KeyId;
  gateId: GateId | null;
  /** What it costs by now; null when that is not known. */
  before: bigint | null;
  verdict: CorrectionVerdict;
};

type Reader = Pick<Ctx, "accountId"> & { db: Ctx["db"] | Transaction };

/** The next `limit` requests of a span after the one with the id `after`, oldest first, each with its verdict. */
export async function readBatch(
  ctx: Reader,
  span: PricedSpan,
  { after, limit }: { after: RequestId | null; limit: number },
): Promise<JudgedRequest[]> {
  const rows = await ctx.db
    .select(columns)
    .from(requests)
    .where(and(...conditions(ctx, span, after)))
    .orderBy(asc(requests.id))
    .limit(limit);
  const corrected = await correctionsOf(
    ctx,
    rows.map(({ id }) => id),
  );
  const { provider, model, overrides } = span;
  return rows.map((row) => {
    const at = row.startedAt;
    const request = {
      ...row,
      correctedByNanoUsd: corrected.get(row.id) ?? null,
      usage: { ...row.usage, unpricedClass: false },
    };
    const price = priceFor(overrides, provider, model, at);
    const then =
      row.priceVersion === null ? null : priceOfVersion(overrides, row.priceVersion, { provider, model, at });
    // Before the first date of a list's prices none is known.
    const verdict: CorrectionVerdict =
      price?.version === span.priceVersion
        ? correctionVerdict(request, price, then)
        : { kind: "left", why: "without_class" };
    return { id: row.id, keyId: row.keyId, gateId: row.gateId, before: effectiveCost(request), verdict };
  });
}

const columns = {
  id: requests.id,
  keyId: requests.keyId,
  gateId: requests.gateId,
  startedAt: requests.startedAt,
  costNanoUsd: requests.costNanoUsd,
  priceVersion: requests.priceVersion,
  beyondTokens: requests.beyondTokens,
  usage: {
    input: requests.inputTokens,
    cachedInput: requests.cachedInputTokens,
    cacheWrite: requests.cacheWriteTokens,
    cacheWrite1h: requests.cacheWrite1hTokens,
    output: requests.outputTokens,
    audioInput: requests.audioInputTokens,
    audioOutput: requests.audioOutputTokens,
    reasoning: requests.reasoningTokens,
  },
};

/** Ids are time-ordered, so they bound the reading; the moments decide. */
function conditions({ accountId }: Reader, span: PricedSpan, after: RequestId | null): SQL[] {
  const { provider, model, since, until } = span;
  const lowest = lowestIdAt(since?.getTime() ?? 0) as RequestId;
  const above = lowestIdAt(until.getTime() + 1) as RequestId;
  const bounds = [gte(requests.id, lowest), lt(requests.id, above), lt(requests.startedAt, until)];
  if (since !== null) bounds.push(gte(requests.startedAt, since));
  if (after !== null) bounds.push(gt(requests.id, after));
  return [
    eq(requests.accountId, accountId),
    eq(requests.provider, provider),
    inArray(requests.modelUsed, modelSpellings(provider, model)),
    ...bounds,
  ];
}

async function correctionsOf(ctx: Reader, ids: RequestId[]): Promise<Map<RequestId, bigint>> {
  const [first, last] = [ids[0], ids.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  const rows = await ctx.db
    .select({
      id: costCorrections.requestId,
      sum: sql<string>`sum(${costCorrections.deltaNanoUsd})::text`,
    })
    .from(costCorrections)
    .where(
      and(
        eq(costCorrections.accountId, ctx.accountId),
        between(costCorrections.requestId, first, last),
        inArray(costCorrections.requestId, ids),
      ),
    )
    .groupBy(costCorrections.requestId);
  return new Map(rows.map(({ id, sum }) => [id, BigInt(sum)]));
}
