import { and, eq } from "drizzle-orm";
import { sessions } from "@/db/schema/accounts";
import { actingUser } from "@/lib/accounts/acting-user";
import { recordSession } from "@/lib/accounts/record-session";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { isUuid, type SessionId } from "@/lib/core/ids";

/** Ends one session of the acting person. Throws `not_found` for a session that is gone or somebody else's. */
export async function endSession(ctx: Ctx, { sessionId }: { sessionId: string }): Promise<void> {
  const userId = actingUser(ctx);
  const gone = new AppError("not_found", "This session has already ended.");
  if (!isUuid(sessionId)) throw gone;
  await ctx.db.transaction(async (tx) => {
    const [ended] = await tx
      .delete(sessions)
      .where(and(eq(sessions.id, sessionId as SessionId), eq(sessions.userId, userId)))
      .returning();
    if (ended === undefined) throw gone;
    await recordSession(tx, ctx, "session.ended", ended);
  });
}
