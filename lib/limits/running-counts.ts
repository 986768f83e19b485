/** How much an instance has running, by counter. */
export class RunningCounts {
  private readonly counts = new Map<string, number>();

  get(counter: string): number {
    return this.counts.get(counter) ?? 0;
  }

  /** Adds to a counter; what would be below 0 is 0. */
  add(counter: string, amount: number): void {
    const left = this.get(counter) + amount;
    if (left > 0) this.counts.set(counter, left);
    else this.counts.delete(counter);
  }

  /** The counters of which something runs. */
  counters(): string[] {
    return [...this.counts.keys()];
  }
}
