import { and, eq, gt } from "drizzle-orm";
import type { Database } from "@/db/client";
import { sessions, users } from "@/db/schema/accounts";
import type { User } from "@/lib/accounts/contract";
import { sessionTokenHash } from "@/lib/accounts/session-token";
import type { SessionId } from "@/lib/core/ids";
import { type Clock, MINUTE_MS } from "@/lib/core/time";

export type OpenSession = { sessionId: SessionId; user: User };

/**
 * The live session of a token with its person, or null. Notes when and where the session was last seen, at most once a
 * minute. A database that is away throws: unknown is not signed out.
 */
export async function findSession(
  { db, clock }: { db: Database; clock: Clock },
  token: string,
  seen: { userAgent: string | null; network: string | null },
): Promise<OpenSession | null> {
  const now = clock.now();
  const [row] = await db
    .select({
      sessionId: sessions.id,
      lastSeenAt: sessions.lastSeenAt,
      user: {
        id: users.id,
        accountId: users.accountId,
        name: users.name,
        email: users.email,
        role: users.role,
      },
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.sessionToken, sessionTokenHash(token)), gt(sessions.expires, now)));
  if (row === undefined) return null;
  if (now.getTime() - row.lastSeenAt.getTime() >= MINUTE_MS) {
    await db
      .update(sessions)
      .set({ lastSeenAt: now, userAgent: seen.userAgent, network: seen.network })
      .where(eq(sessions.id, row.sessionId));
  }
  return { sessionId: row.sessionId, user: row.user };
}
