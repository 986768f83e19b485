import { type AnyColumn, and, asc, eq, getTableColumns, gte, lte, sql } from "drizzle-orm";
import { gates } from "@/db/schema/gates";
import { apiKeys } from "@/db/schema/keys";
import { costCorrections, requests } from "@/db/schema/requests";
import type { Ctx } from "@/lib/context";
import type { RequestId } from "@/lib/core/ids";
import type { CostCorrection, LogEntry } from "./contract";

type Reader = Pick<Ctx, "db" | "accountId">;

/** The rows with these ids and their corrections, newest first. Ids that are none of the account's are left out. */
export async function logRows(ctx: Reader, ids: RequestId[]): Promise<LogEntry[]> {
  const sorted = ids.toSorted();
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  if (lowest === undefined || highest === undefined) return [];
  const span = { ids: sorted, lowest, highest };
  const [rows, corrections] = await Promise.all([rowsOf(ctx, span), correctionsOf(ctx, span)]);
  return rows
    .map((row) => withCost(row, corrections.get(row.id) ?? []))
    .toSorted((a, b) => (a.id < b.id ? 1 : -1));
}

type Span = { ids: RequestId[]; lowest: RequestId; highest: RequestId };

/** The ends of the span name the partitions, which a list of ids does not. */
function rowsOf({ db, accountId }: Reader, { ids, lowest, highest }: Span) {
  const { id } = requests;
  return db
    .select({
      ...getTableColumns(requests),
      gateName: gates.name,
      gateDeletedAt: gates.deletedAt,
      keyName: apiKeys.name,
      keyDeletedAt: apiKeys.deletedAt,
    })
    .from(requests)
    .leftJoin(gates, and(eq(gates.id, requests.gateId), eq(gates.accountId, requests.accountId)))
    .leftJoin(apiKeys, and(eq(apiKeys.id, requests.keyId), eq(apiKeys.accountId, requests.accountId)))
    .where(and(eq(requests.accountId, accountId), isOneOf(id, ids), gte(id, lowest), lte(id, highest)));
}

async function correctionsOf({ db, accountId }: Reader, { ids, lowest, highest }: Span) {
  const { requestId } = costCorrections;
  const found = await db
    .select()
    .from(costCorrections)
    .where(
      and(
        eq(costCorrections.accountId, accountId),
        isOneOf(requestId, ids),
        gte(requestId, lowest),
        lte(requestId, highest),
      ),
    )
    .orderBy(asc(costCorrections.createdAt));
  const byRequest = new Map<RequestId, CostCorrection[]>();
  for (const { requestId: id, deltaNanoUsd, priceVersion, createdAt } of found) {
    byRequest.set(id, [...(byRequest.get(id) ?? []), { deltaNanoUsd, priceVersion, createdAt }]);
  }
  return byRequest;
}

/** One parameter however many ids there are. */
function isOneOf(column: AnyColumn, ids: RequestId[]) {
  return sql`${column} = any(${`{${ids.join()}}`}::uuid[])`;
}

function withCost(row: Awaited<ReturnType<typeof rowsOf>>[number], corrections: CostCorrection[]): LogEntry {
  const booked = row.costNanoUsd;
  const delta = corrections.reduce((sum, { deltaNanoUsd }) => sum + deltaNanoUsd, 0n);
  const { keyDeletedAt, gateDeletedAt, ...columns } = row;
  return {
    ...columns,
    keyIsDeleted: keyDeletedAt !== null,
    gateIsDeleted: gateDeletedAt !== null,
    bookedCostNanoUsd: booked,
    costNanoUsd: corrections.length === 0 ? booked : (booked ?? 0n) + delta,
    ownCostNanoUsd:
      corrections.length > 0 && row.ownProviderKey === true
        ? (row.ownCostNanoUsd ?? 0n) + delta
        : row.ownCostNanoUsd,
    certainty: corrections.length === 0 ? row.settlement : "corrected",
    corrections,
  };
}
