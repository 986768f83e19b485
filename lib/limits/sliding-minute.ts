/**
 * How many seconds count. A second counts as a whole, so within any 60 seconds, however they are cut, at most what is allowed is
 * taken; over time that is 60/61 of it at least.
 */
export const MINUTE_SECONDS = 61;

/** What was counted in the last minute, by the second. Seconds are whole numbers that only grow. */
export class SlidingMinute {
  private readonly slots = new Float64Array(MINUTE_SECONDS);
  private newest = 0;
  private total = 0;

  /** What counts at a second. */
  usedAt(second: number): number {
    this.moveTo(second);
    return this.total;
  }

  /** Counts an amount at a second; one that counts no more is left alone. */
  add(second: number, amount: number): void {
    if (second > this.newest) this.moveTo(second);
    if (second <= this.newest - MINUTE_SECONDS) return;
    this.slots[second % MINUTE_SECONDS] = (this.slots[second % MINUTE_SECONDS] ?? 0) + amount;
    this.total += amount;
  }

  /** The first second at which no more than `most` counts of what counts now. */
  secondBelow(most: number): number {
    let left = this.total;
    for (let second = this.newest - MINUTE_SECONDS + 1; second <= this.newest; second += 1) {
      if (left <= most) return second + MINUTE_SECONDS - 1;
      left -= this.slots[second % MINUTE_SECONDS] ?? 0;
    }
    return this.newest + MINUTE_SECONDS;
  }

  private moveTo(second: number): void {
    const steps = Math.min(second - this.newest, MINUTE_SECONDS);
    for (let step = 1; step <= steps; step += 1) {
      const at = (second - steps + step) % MINUTE_SECONDS;
      this.total -= this.slots[at] ?? 0;
      this.slots[at] = 0;
    }
    if (second > this.newest) this.newest = second;
  }
}
