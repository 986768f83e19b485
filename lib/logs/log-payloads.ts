import { and, eq, gt, sql } from "drizzle-orm";
import { requestPayloads } from "@/db/schema/requests";
import type { Ctx } from "@/lib/context";
import type { RequestId } from "@/lib/core/ids";

/** What was asked and answered, as text; null where there was nothing, or only bytes that are no text. */
export type LogPayload = { request: string | null; response: string | null };

/** What is still kept of these requests of the account. */
export async function logPayloads(
  { db, accountId, clock }: Pick<Ctx, "db" | "accountId" | "clock">,
  ids: RequestId[],
): Promise<Map<RequestId, LogPayload>> {
  const { requestId, request, response, expiresAt } = requestPayloads;
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ requestId, request, response })
    .from(requestPayloads)
    .where(
      and(
        eq(requestPayloads.accountId, accountId),
        sql`${requestId} = any(${`{${ids.join()}}`}::uuid[])`,
        gt(expiresAt, clock.now()),
      ),
    );
  return new Map(rows.map((row) => [row.requestId, { request: row.request, response: row.response }]));
}
