import { and, desc, eq, gt } from "drizzle-orm";
import { sessions } from "@/db/schema/accounts";
import { actingUser } from "@/lib/accounts/acting-user";
import type { SessionItem } from "@/lib/accounts/contract";
import type { Ctx } from "@/lib/context";
import type { SessionId } from "@/lib/core/ids";

/** The live sessions of the acting person, this one first, then the last seen. */
export async function listSessions(ctx: Ctx, current: SessionId): Promise<SessionItem[]> {
  const rows = await ctx.db
    .select({
      id: sessions.id,
      userAgent: sessions.userAgent,
      network: sessions.network,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, actingUser(ctx)), gt(sessions.expires, ctx.clock.now())))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id));
  const items = rows.map((row) => ({ ...row, current: row.id === current }));
  return items.sort((a, b) => Number(b.current) - Number(a.current));
}
