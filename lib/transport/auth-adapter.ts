import { DrizzleAdapter } from "@auth/drizzle-adapter";
import type { Adapter, AdapterSession } from "next-auth/adapters";
import type { Database } from "@/db/client";
import { oauthAccounts, sessions, users, verificationTokens } from "@/db/schema/accounts";
import { closeSession } from "@/lib/accounts/close-session";
import { linkIdentity } from "@/lib/accounts/link-identity";
import { openSession } from "@/lib/accounts/open-session";
import { sessionTokenHash } from "@/lib/accounts/session-token";
import type { UserId } from "@/lib/core/ids";
import { systemClock } from "@/lib/core/time";
import type { ClientFacts } from "@/lib/transport/client-facts";

/**
 * Auth.js' Drizzle adapter on our tables, with three changes: the table holds hashes of session tokens, an outside identity
 * never makes a person (registration is closed), and the tokens of outside providers are not kept, since nothing uses them.
 */
export function authAdapter(
  db: Database,
  client: Pick<ClientFacts, "userAgent" | "network"> | null,
): Adapter {
  const origin = { network: client?.network ?? null, userAgent: client?.userAgent ?? null };
  const base = DrizzleAdapter(db, {
    usersTable: users,
    accountsTable: oauthAccounts,
    sessionsTable: sessions,
    verificationTokensTable: verificationTokens,
  });
  return {
    ...base,
    async createUser() {
      throw new Error("Registration is closed.");
    },
    async linkAccount({ userId, type, provider, providerAccountId }) {
      const identity = { userId: userId as UserId, type, provider, providerAccountId };
      await linkIdentity({ db, clock: systemClock, origin }, identity);
    },
    async createSession({ userId }) {
      const opened = await openSession({ db, clock: systemClock }, { userId: userId as UserId, ...origin });
      return { sessionToken: opened.token, userId, expires: opened.expires };
    },
    async getSessionAndUser(token) {
      const found = await base.getSessionAndUser?.(sessionTokenHash(token));
      if (!found || found.session.expires <= systemClock.now()) return null;
      return { user: found.user, session: bare(found.session, token) };
    },
    async updateSession(change) {
      const hashed = { ...change, sessionToken: sessionTokenHash(change.sessionToken) };
      const updated = await base.updateSession?.(hashed);
      return updated ? bare(updated, change.sessionToken) : null;
    },
    async deleteSession(token) {
      await closeSession({ db, clock: systemClock, origin }, token);
    },
  };
}

/** Auth.js works with the token itself; our own columns are none of its business. */
function bare({ userId, expires }: AdapterSession, sessionToken: string): AdapterSession {
  return { sessionToken, userId, expires };
}
