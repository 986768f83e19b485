import { and, eq, ne } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { sessions } from "@/db/schema/accounts";
import { actingUser } from "@/lib/accounts/acting-user";
import type { Ctx } from "@/lib/context";
import type { SessionId } from "@/lib/core/ids";

/** Ends every session of the acting person but the one to keep, and says how many. `within` joins a transaction. */
export async function endOtherSessions(
  ctx: Ctx,
  { keep }: { keep: SessionId },
  within?: Transaction,
): Promise<{ ended: number }> {
  const rows = await (within ?? ctx.db)
    .delete(sessions)
    .where(and(eq(sessions.userId, actingUser(ctx)), ne(sessions.id, keep)))
    .returning({ id: sessions.id });
  return { ended: rows.length };
}
