import { and, eq, ne } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { sessions } from "@/db/schema/accounts";
import { actingUser } from "@/lib/accounts/acting-user";
import { recordSession } from "@/lib/accounts/record-session";
import type { Ctx } from "@/lib/context";
import type { SessionId } from "@/lib/core/ids";

/** Ends every session of the acting person but the one to keep, and says how many. `within` joins a transaction, at its end. */
export async function endOtherSessions(
  ctx: Ctx,
  { keep }: { keep: SessionId },
  within?: Transaction,
): Promise<{ ended: number }> {
  return (within ?? ctx.db).transaction(async (tx) => {
    const ended = await tx
      .delete(sessions)
      .where(and(eq(sessions.userId, actingUser(ctx)), ne(sessions.id, keep)))
      .returning();
    for (const session of ended) await recordSession(tx, ctx, "session.ended", session);
    return { ended: ended.length };
  });
}
