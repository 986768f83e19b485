import { createHmac } from "node:crypto";
import { and, eq, lt, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { signInAttempts } from "@/db/schema/accounts";
import { AppError } from "@/lib/core/errors";
import { type Clock, DAY_MS, SECOND_MS } from "@/lib/core/time";
import { env } from "@/lib/env";

/** How many tries are free, and how many are checked at all within a day (NIST SP 800-63B-4, section 3.2.2: at most 100). */
export type Allowance = { free: number; perDay: number };

export const ACCOUNT_ALLOWANCE: Allowance = { free: 5, perDay: 100 };
export const NETWORK_ALLOWANCE: Allowance = { free: 30, perDay: 1_000 };

const LONGEST_WAIT_SECONDS = 15 * 60;

type Subject = { kind: "account" | "network"; name: string };
type Deps = { db: Database; clock: Clock };

/** The table must not tell who tried to sign in, so subjects are keyed hashes. */
export function subjectHash({ kind, name }: Subject): string {
  return createHmac("sha256", env().AUTH_SECRET).update(`sign-in\n${kind}\n${name}`).digest("hex");
}

/** Seconds to wait after the n-th failure in a row: none while free, then 1, 2, 4 … up to 15 minutes. */
export function waitSeconds(failures: number, { free }: Allowance): number {
  return failures < free ? 0 : Math.min(LONGEST_WAIT_SECONDS, 2 ** Math.min(failures - free, 20));
}

/**
 * Counts one try before it is checked, in one statement, so that a thousand at once are counted as a thousand. Throws
 * `too_many_attempts` with the seconds to wait; a refused try is not counted and prolongs nothing. Says the how manieth try of
 * the window it is.
 */
export async function takeAttempt({ db, clock }: Deps, subject: Subject): Promise<number> {
  const allowance = subject.kind === "account" ? ACCOUNT_ALLOWANCE : NETWORK_ALLOWANCE;
  const hash = subjectHash(subject);
  const now = clock.now();
  const nowText = sql`${now.toISOString()}::timestamptz`;
  const dayOver = sql`${signInAttempts.windowStartedAt} <= ${nowText} - interval '1 day'`;
  const failures = sql`case when ${dayOver} then 1 else ${signInAttempts.failures} + 1 end`;
  const wait = sql`case when ${failures} < ${allowance.free} then 0
    else least(${LONGEST_WAIT_SECONDS}, power(2, least(${failures} - ${allowance.free}, 20))) end`;
  const counted = await db
    .insert(signInAttempts)
    .values({ subject: hash, failures: 1, windowStartedAt: now, blockedUntil: null })
    .onConflictDoUpdate({
      target: signInAttempts.subject,
      set: {
        failures,
        windowStartedAt: sql`case when ${dayOver} then ${nowText} else ${signInAttempts.windowStartedAt} end`,
        blockedUntil: sql`${nowText} + (${wait}) * interval '1 second'`,
      },
      setWhere: sql`${dayOver} or (${signInAttempts.failures} < ${allowance.perDay}
        and (${signInAttempts.blockedUntil} is null or ${signInAttempts.blockedUntil} <= ${nowText}))`,
    })
    .returning({ failures: signInAttempts.failures });
  const [attempt] = counted;
  if (attempt === undefined) throw await tooManyAttempts(db, hash, now, allowance);
  return attempt.failures;
}

/** Forgets the failures of an account whose person has just proved to be there. */
export async function forgetAttempts({ db, clock }: Deps, subject: Subject): Promise<void> {
  await db.delete(signInAttempts).where(eq(signInAttempts.subject, subjectHash(subject)));
  const past = new Date(clock.now().getTime() - 2 * DAY_MS);
  await db.delete(signInAttempts).where(lt(signInAttempts.windowStartedAt, past));
}

/** Takes back one counted try of a network after a success; the failures of others there still count. */
export async function returnAttempt({ db }: Deps, subject: Subject): Promise<void> {
  await db
    .update(signInAttempts)
    .set({ failures: sql`${signInAttempts.failures} - 1`, blockedUntil: null })
    .where(and(eq(signInAttempts.subject, subjectHash(subject)), sql`${signInAttempts.failures} > 0`));
}

async function tooManyAttempts(
  db: Database,
  hash: string,
  now: Date,
  { perDay }: Allowance,
): Promise<AppError> {
  const [row] = await db.select().from(signInAttempts).where(eq(signInAttempts.subject, hash));
  const dayEnds = row === undefined ? now.getTime() : row.windowStartedAt.getTime() + DAY_MS;
  const until = row !== undefined && row.failures >= perDay ? dayEnds : (row?.blockedUntil?.getTime() ?? 0);
  const seconds = Math.max(1, Math.ceil((until - now.getTime()) / SECOND_MS));
  return new AppError("too_many_attempts", "Too many attempts. Wait a moment, then try again.", {
    retryAfterSeconds: seconds,
  });
}
