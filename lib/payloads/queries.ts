import { and, eq, gt, sql } from "drizzle-orm";
import { accounts } from "@/db/schema/accounts";
import { requestPayloads } from "@/db/schema/requests";
import type { Ctx } from "@/lib/context";
import { isUuid, type RequestId } from "@/lib/core/ids";
import { type AccountPayloadPolicy, NO_PAYLOADS } from "@/lib/core/payload-policy";
import type { Payload, StoredPayloads } from "./contract";

type Reader = Pick<Ctx, "db" | "accountId" | "clock">;

/**
 * What was asked and answered in a request; null when nothing was kept, its time is over, it was deleted, or the request is another
 * account's.
 */
export async function findPayload(
  { db, accountId, clock }: Reader,
  requestId: string,
): Promise<Payload | null> {
  if (!isUuid(requestId)) return null;
  const { request, response, requestBytes, responseBytes, redactions, expiresAt } = requestPayloads;
  const [payload] = await db
    .select({ request, response, requestBytes, responseBytes, redactions, expiresAt })
    .from(requestPayloads)
    .where(
      and(
        eq(requestPayloads.requestId, requestId as RequestId),
        eq(requestPayloads.accountId, accountId),
        // What has expired is gone, even before the job comes round.
        gt(expiresAt, clock.now()),
      ),
    );
  return payload ?? null;
}

/** What is still kept of these requests, by request. */
export async function listPayloads(
  { db, accountId, clock }: Reader,
  ids: readonly RequestId[],
): Promise<ReadonlyMap<RequestId, Pick<Payload, "request" | "response">>> {
  const { requestId, request, response, expiresAt } = requestPayloads;
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ requestId, request, response })
    .from(requestPayloads)
    .where(
      and(
        eq(requestPayloads.accountId, accountId),
        // One parameter, however many there are.
        sql`${requestId} = any(${`{${ids.join()}}`}::uuid[])`,
        gt(expiresAt, clock.now()),
      ),
    );
  return new Map(rows.map((row) => [row.requestId, { request: row.request, response: row.response }]));
}

/** What the account says of its payloads; nothing is kept where it never said. */
export async function getPayloadPolicy({
  db,
  accountId,
}: Pick<Ctx, "db" | "accountId">): Promise<AccountPayloadPolicy> {
  const [account] = await db
    .select({ payloads: accounts.payloads })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  return account?.payloads ?? NO_PAYLOADS;
}

/** How much the account has stored. */
export async function storedPayloads({ db, accountId, clock }: Reader): Promise<StoredPayloads> {
  const { requestBytes, responseBytes, expiresAt } = requestPayloads;
  const [stored] = await db
    .select({
      count: sql<number>`count(*)`.mapWith(Number),
      bytes: sql<number>`coalesce(sum(${requestBytes}::bigint + ${responseBytes}), 0)`.mapWith(Number),
      lastExpiresAt: sql`max(${expiresAt})`.mapWith(expiresAt),
    })
    .from(requestPayloads)
    .where(and(eq(requestPayloads.accountId, accountId), gt(expiresAt, clock.now())));
  return {
    count: stored?.count ?? 0,
    bytes: stored?.bytes ?? 0,
    lastExpiresAt: stored?.lastExpiresAt ?? null,
  };
}
