import { unavailable } from "@/db/outage";
import { SECOND_MS } from "@/lib/core/time";
import { isPeriod, startOf } from "./calendar";
import type { Adjustment, Claim, ClaimAnswer, LimitStore } from "./limit-store";
import type { MemoryStore } from "./memory-store";
import type { SharedStore } from "./shared-store";

/** How often it is tried whether the shared store is back, in milliseconds, for as long as calls come. */
const RETRY_MS = SECOND_MS;

/** What is done with calls while the shared store is away. */
export type WithoutStore = "refuse" | "count-alone";

type Options = {
  shared: SharedStore;
  /** Counts while the other is away; it has the same count of what runs. */
  alone: MemoryStore;
  without: WithoutStore;
  /** Told once of each time the shared store went away, and came back. */
  onChange: (isAway: boolean, cause?: unknown) => void;
  /** Milliseconds of a clock that never jumps. */
  nowMs?: () => number;
};

/**
 * A store that goes on without the one that all instances share. The call that finds it away waits for as long as a statement may
 * take, later ones for nothing. Then either each instance counts by itself, or `claim` throws `AppError` unavailable. What was
 * counted alone of days and months is added to the shared store when it is back.
 */
export function openReachableStore(options: Options): LimitStore {
  const { shared, alone, without, onChange, nowMs = () => performance.now() } = options;
  const owed = new Map<string, Adjustment>();
  let away: { cause: unknown; triedAtMs: number } | null = null;

  function leave(cause: unknown): void {
    if (away === null) onChange(true, cause);
    away = { cause, triedAtMs: nowMs() };
  }

  function retry(): void {
    if (away === null || nowMs() - away.triedAtMs < RETRY_MS) return;
    away.triedAtMs = nowMs();
    shared.reach().then(comeBack, leave);
  }

  function comeBack(): void {
    if (away === null) return;
    away = null;
    onChange(false);
    if (owed.size > 0) shared.adjust([...owed.values()]);
    owed.clear();
  }

  function claimAlone(claims: readonly Claim[], cause: unknown): ClaimAnswer {
    if (without === "refuse") throw unavailable(cause, "count rate limits");
    const answer = alone.claim(claims);
    if (answer.isTaken) owe(claims.map((claim) => ({ ...claim, takenAtMs: answer.takenAtMs })));
    return { ...answer, isAlone: true };
  }

  function owe(adjustments: readonly Adjustment[]): void {
    for (const { counter, window, amount, takenAtMs } of adjustments) {
      if (!isPeriod(window) || amount === 0) continue;
      const name = `${counter} ${startOf(window, takenAtMs)}`;
      const known = owed.get(name)?.amount ?? 0;
      owed.set(name, { counter, window, amount: known + amount, takenAtMs });
    }
  }

  // Whoever starts it hears at once of a wrong address, and no call waits for the first connection.
  shared.reach().catch(leave);

  return {
    async claim(claims) {
      retry();
      if (away !== null) return claimAlone(claims, away.cause);
      try {
        return await shared.claim(claims);
      } catch (error) {
        leave(error);
        return claimAlone(claims, error);
      }
    },
    adjust(adjustments) {
      const mine = adjustments.filter(({ isAlone, window }) => isAlone === true && window !== "running");
      alone.adjust(mine);
      if (away !== null) owe(mine);
      const periods = away === null ? mine.filter(({ window }) => isPeriod(window)) : [];
      // What runs here is told to the shared store whole, wherever it was counted.
      const others = adjustments.filter((adjustment) => !mine.includes(adjustment));
      if (others.length + periods.length > 0) shared.adjust([...others, ...periods]);
    },
  };
}
