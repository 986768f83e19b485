/** So many different names are told apart at most; past that all further ones share one allowance. */
const MOST_NAMES = 10_000;

/**
 * Counts uses per name within windows of `windowMs`, in this process only. `take` returns 0 when `most` is not passed, else the
 * milliseconds until the window ends.
 */
export function openAllowance({ most, windowMs }: { most: number; windowMs: number }) {
  let counts = new Map<string, number>();
  let endsAtMs = 0;
  return {
    take(name: string, nowMs: number): number {
      if (nowMs >= endsAtMs) {
        counts = new Map();
        endsAtMs = nowMs + windowMs;
      }
      const counted = counts.has(name) || counts.size < MOST_NAMES ? name : "";
      const count = (counts.get(counted) ?? 0) + 1;
      counts.set(counted, count);
      return count <= most ? 0 : endsAtMs - nowMs;
    },
  };
}
