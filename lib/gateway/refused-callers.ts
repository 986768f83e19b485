import { SECOND_MS } from "@/lib/core/time";

/** Who is refused again and again, so that it is slowed down and not the others. */
export type RefusedCallers = {
  /** Resolves when a call with these credentials may go on: undefined, at once, unless they were refused too often just now. */
  wait(credentials: Buffer): Promise<void> | undefined;
  /** Says that a call with these credentials was refused before anybody was asked. */
  note(credentials: Buffer): void;
};

/** Refusals within a second from which on a caller is made to wait: nobody who backs off as answers ask for comes near. */
const OFTEN = 20;
/** The longest that a call is made to wait, in milliseconds. */
const WAIT_MS = 12;
const MOST_KNOWN = 1_000;

type Count = { since: number; refusals: number; before: number };

/**
 * Makes calls of callers that are refused again and again wait a few milliseconds for each other. What comes after is asked of
 * the database for all of them together, so that a thousand refusals a second cost others no more than a few dozen questions.
 * Nothing is decided here: each call is judged like any other.
 */
export function openRefusedCallers(nowMs = () => performance.now()): RefusedCallers {
  const counts = new Map<string, Count>();
  let next: Promise<void> | undefined;

  function isOften(who: string): boolean {
    const count = counts.get(who);
    if (count === undefined) return false;
    const age = nowMs() - count.since;
    if (age < SECOND_MS) return count.refusals >= OFTEN || count.before >= OFTEN;
    return age < 2 * SECOND_MS && count.refusals >= OFTEN;
  }

  return {
    wait(credentials) {
      if (counts.size === 0 || !isOften(credentials.toString("base64"))) return undefined;
      next ??= new Promise((resolve) => {
        setTimeout(() => {
          next = undefined;
          resolve();
        }, WAIT_MS);
      });
      return next;
    },
    note(credentials) {
      const who = credentials.toString("base64");
      const now = nowMs();
      const count = counts.get(who);
      if (count !== undefined && now - count.since < SECOND_MS) return void count.refusals++;
      const isRecent = count !== undefined && now - count.since < 2 * SECOND_MS;
      counts.delete(who);
      counts.set(who, { since: now, refusals: 1, before: isRecent ? count.refusals : 0 });
      const [oldest] = counts.keys();
      if (counts.size > MOST_KNOWN && oldest !== undefined) counts.delete(oldest);
    },
  };
}
