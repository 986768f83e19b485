import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { sessions } from "@/db/schema/accounts";
import { recordSession } from "@/lib/accounts/record-session";
import { sessionTokenHash } from "@/lib/accounts/session-token";
import type { Origin } from "@/lib/context";
import type { Clock } from "@/lib/core/time";

/**
 * Signs a browser out by its token. The token is refused from then on; an unknown one changes nothing. That a session which had
 * expired is taken away is no news for the trail.
 */
export async function closeSession(
  { db, ...act }: { db: Database; clock: Clock; origin?: Origin | undefined },
  token: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    const closed = await tx
      .delete(sessions)
      .where(eq(sessions.sessionToken, sessionTokenHash(token)))
      .returning();
    for (const session of closed) {
      if (session.expires > act.clock.now()) await recordSession(tx, act, "session.ended", session);
    }
  });
}
