import type { GuardAction, GuardSignal } from "@/lib/core/key-guard";
import { DAY_MS } from "@/lib/core/time";

const EPISODE_MS = DAY_MS;
const OPEN_MS = 28 * DAY_MS;

/** The last alert of a signal on a key. */
export type Told = { at: Date; isOpen: boolean };

/**
 * Whether an account has been told of this already: the same signal of a key within a day is the same episode, and first uses
 * are not told again beside an alert that nobody has seen. A key is paused all the same, but not twice in an episode: whoever
 * enabled it again has decided.
 */
export function isRepetition(
  told: Told | null,
  signal: GuardSignal,
  action: GuardAction,
  now: Date,
): boolean {
  if (told === null) return false;
  const age = now.getTime() - told.at.getTime();
  if (age < EPISODE_MS) return true;
  const isFirstUse = signal === "model" || signal === "network";
  return isFirstUse && action === "tell" && told.isOpen && age < OPEN_MS;
}
