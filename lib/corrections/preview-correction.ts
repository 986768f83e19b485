import { and, eq, inArray } from "drizzle-orm";
import { gates } from "@/db/schema/gates";
import { apiKeys } from "@/db/schema/keys";
import type { Ctx } from "@/lib/context";
import type { GateId, KeyId, RequestId } from "@/lib/core/ids";
import type { CorrectionPreview, CorrectionSums, CorrectionTarget } from "./contract";
import { correctionSpan } from "./correction-span";
import { type JudgedRequest, readBatch } from "./read-batch";

const BATCH = 5_000;
/** How many requests are looked at for a preview; of more, the oldest ones are. */
const MOST_REQUESTS = 200_000;

/**
 * What booking a price would change of the requests that it holds for, all together, per key and per gate. Reads at most 200,000
 * requests and changes nothing. Throws `not_found`, and `conflict` for a price that is still to come.
 */
export async function previewCorrection(
  ctx: Ctx,
  target: CorrectionTarget,
  most = MOST_REQUESTS,
): Promise<CorrectionPreview> {
  const span = await correctionSpan(ctx, target);
  const total = { ...noSums(), withoutClass: 0, beyondTokens: 0 };
  const [byKey, byGate] = [new Map<KeyId, CorrectionSums>(), new Map<GateId | null, CorrectionSums>()];
  let after: RequestId | null = null;
  let isWhole = false;
  while (total.requests < most && !isWhole) {
    const limit = Math.min(BATCH, most - total.requests);
    const batch: JudgedRequest[] = await readBatch(ctx, span, { after, limit });
    for (const request of batch) {
      for (const sums of [total, sumsOf(byKey, request.keyId), sumsOf(byGate, request.gateId)])
        add(sums, request);
      if (request.verdict.kind !== "left") continue;
      if (request.verdict.why === "without_class") total.withoutClass += 1;
      else total.beyondTokens += 1;
    }
    isWhole = batch.length < limit;
    after = batch.at(-1)?.id ?? after;
  }
  const { overrides: _overrides, ...shown } = span;
  return { ...shown, ...total, isWhole, ...(await named(ctx, byKey, byGate)) };
}

function noSums(): CorrectionSums {
  return {
    requests: 0,
    changed: 0,
    unpricedBefore: 0,
    unpricedAfter: 0,
    beforeNanoUsd: 0n,
    afterNanoUsd: 0n,
  };
}

function sumsOf<K>(groups: Map<K, CorrectionSums>, group: K): CorrectionSums {
  const sums = groups.get(group) ?? noSums();
  groups.set(group, sums);
  return sums;
}

function add(sums: CorrectionSums, { before, verdict }: JudgedRequest): void {
  const after = verdict.kind === "change" ? verdict.after : before;
  sums.requests += 1;
  if (verdict.kind === "change") sums.changed += 1;
  if (before === null) sums.unpricedBefore += 1;
  if (after === null) sums.unpricedAfter += 1;
  sums.beforeNanoUsd += before ?? 0n;
  sums.afterNanoUsd += after ?? 0n;
}

async function named(
  { db, accountId }: Ctx,
  byKey: Map<KeyId, CorrectionSums>,
  byGate: Map<GateId | null, CorrectionSums>,
) {
  const keyIds = [...byKey.keys()];
  const gateIds = [...byGate.keys()].filter((id) => id !== null);
  const [keyRows, gateRows] = await Promise.all([
    db
      .select({ id: apiKeys.id, name: apiKeys.name })
      .from(apiKeys)
      .where(and(eq(apiKeys.accountId, accountId), inArray(apiKeys.id, keyIds))),
    db
      .select({ id: gates.id, name: gates.name })
      .from(gates)
      .where(and(eq(gates.accountId, accountId), inArray(gates.id, gateIds))),
  ]);
  const keyNames = new Map(keyRows.map(({ id, name }) => [id, name]));
  const gateNames = new Map(gateRows.map(({ id, name }) => [id, name]));
  return {
    keys: [...byKey]
      .map(([keyId, sums]) => ({ keyId, keyName: keyNames.get(keyId) ?? null, ...sums }))
      .sort(byDifference),
    gates: [...byGate]
      .map(([gateId, sums]) => ({
        gateId,
        gateName: gateId === null ? null : (gateNames.get(gateId) ?? null),
        ...sums,
      }))
      .sort(byDifference),
  };
}

function byDifference(a: CorrectionSums, b: CorrectionSums): number {
  const [left, right] = [a, b].map(({ beforeNanoUsd, afterNanoUsd }) => {
    const difference = afterNanoUsd - beforeNanoUsd;
    return difference < 0n ? -difference : difference;
  });
  return Number((right ?? 0n) - (left ?? 0n)) || b.changed - a.changed;
}
