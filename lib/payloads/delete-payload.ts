import { and, eq } from "drizzle-orm";
import { requestPayloads } from "@/db/schema/requests";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { isUuid, type RequestId } from "@/lib/core/ids";

/** Deletes what was kept of one request; its row in the log stays. Throws `not_found` when nothing is kept of it. */
export async function deletePayload(ctx: Ctx, { requestId }: { requestId: string }): Promise<void> {
  if (!isUuid(requestId)) throw nothingKept();
  await ctx.db.transaction(async (tx) => {
    const [deleted] = await tx
      .delete(requestPayloads)
      .where(
        and(
          eq(requestPayloads.requestId, requestId as RequestId),
          eq(requestPayloads.accountId, ctx.accountId),
        ),
      )
      .returning({ id: requestPayloads.requestId });
    if (deleted === undefined) throw nothingKept();
    const subject = { kind: "payload", id: deleted.id, name: null } as const;
    await recordChange(tx, ctx, { action: "payload.deleted", subject, before: { requestId: deleted.id } });
  });
}

function nothingKept(): AppError {
  return new AppError("not_found", "Nothing is kept of a request with this id in your account.");
}
