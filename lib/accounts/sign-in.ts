import { and, eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { users } from "@/db/schema/accounts";
import { emailInput } from "@/lib/accounts/contract";
import { type NewSession, openSession } from "@/lib/accounts/open-session";
import { passwordMatches } from "@/lib/accounts/password-hash";
import { recordRefusal } from "@/lib/accounts/record-refusal";
import { forgetAttempts, returnAttempt, takeAttempt } from "@/lib/accounts/sign-in-throttle";
import { AppError } from "@/lib/core/errors";
import type { UserId } from "@/lib/core/ids";
import type { Clock } from "@/lib/core/time";

type Deps = { db: Database; clock: Clock };

export type SignInInput = {
  email: string;
  password: string;
  userAgent: string | null;
  /** The caller's address, for the list of sessions. */
  network: string | null;
  /** The part of the address one subscriber holds; failures are counted for it. */
  subscriber: string;
};

/**
 * Opens a session for an address and its password. Throws `too_many_attempts` (with seconds to wait) or `sign_in_failed`: one
 * sentence and equal work for every failure, so that nobody learns which addresses have an account.
 */
export async function signIn(
  deps: Deps,
  { email, password, subscriber, ...browser }: SignInInput,
): Promise<NewSession> {
  const parsed = emailInput.safeParse(email);
  const address = parsed.success ? parsed.data : email.trim().toLowerCase();
  const account = { kind: "account", name: address } as const;
  const neighbours = { kind: "network", name: subscriber } as const;
  await takeAttempt(deps, neighbours);
  const attempt = await takeAttempt(deps, account);
  const [user] = await deps.db
    .select({ id: users.id, passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.email, storable(address)));
  const matches = await passwordMatches(user?.passwordHash ?? null, password);
  if (user !== undefined && !matches) {
    // Nobody waits for it: the time of an answer would tell which addresses have an account.
    const { userAgent, network } = browser;
    recordRefusal(deps, { userId: user.id, origin: { userAgent, network }, attempt }).catch(() => {});
  }
  if (user === undefined || user.passwordHash === null || !matches) throw signInFailed();
  const session = await openWhileValid(deps, { id: user.id, passwordHash: user.passwordHash }, browser);
  await forgetAttempts(deps, account);
  await returnAttempt(deps, neighbours);
  return session;
}

/** A password that is being changed at this moment opens no session: the row is held while the session is written. */
function openWhileValid(
  { db, clock }: Deps,
  user: { id: UserId; passwordHash: string },
  browser: { userAgent: string | null; network: string | null },
): Promise<NewSession> {
  return db.transaction(async (tx) => {
    const valid = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.id, user.id), eq(users.passwordHash, user.passwordHash)))
      .for("share");
    if (valid.length === 0) throw signInFailed();
    return openSession({ db: tx, clock }, { userId: user.id, ...browser });
  });
}

function signInFailed(): AppError {
  return new AppError("sign_in_failed", "The e-mail address or the password is not right.");
}

/** Postgres text holds no NUL; such an address belongs to nobody, with or without it. */
function storable(text: string): string {
  return text.replaceAll("\u0000", "\uFFFD");
}
