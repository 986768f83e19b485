import type { Database, Transaction } from "@/db/client";
import { sessions } from "@/db/schema/accounts";
import { recordSession } from "@/lib/accounts/record-session";
import { newSessionToken, SESSION_SECONDS, sessionTokenHash } from "@/lib/accounts/session-token";
import { newId, type SessionId, type UserId } from "@/lib/core/ids";
import { type Clock, SECOND_MS } from "@/lib/core/time";

/** What a sign-in hands to the browser. The token exists nowhere else. */
export type NewSession = { token: string; sessionId: SessionId; expires: Date };

/** Signs a browser in: writes a session row for a fresh token. Who may have one was decided by the caller. */
export async function openSession(
  { db, clock }: { db: Database | Transaction; clock: Clock },
  { userId, userAgent, network }: { userId: UserId; userAgent: string | null; network: string | null },
): Promise<NewSession> {
  const now = clock.now();
  const session: NewSession = {
    token: newSessionToken(),
    sessionId: newId<SessionId>(),
    expires: new Date(now.getTime() + SESSION_SECONDS * SECOND_MS),
  };
  const row = { id: session.sessionId, userId, userAgent };
  await db.transaction(async (tx) => {
    await tx.insert(sessions).values({
      ...row,
      sessionToken: sessionTokenHash(session.token),
      expires: session.expires,
      createdAt: now,
      lastSeenAt: now,
      network,
    });
    await recordSession(tx, { clock, origin: { network, userAgent } }, "session.opened", row);
  });
  return session;
}
