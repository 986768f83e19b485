import type { ReportDay } from "../contract";

type Counts = Omit<ReportDay, "day" | "model">;
const COUNTS = ["requests", "inputTokens", "cachedInputTokens", "cacheWriteTokens", "outputTokens"] as const;

/** Adds up what a file says of the same day and model: keys, projects, hours and line items are rows of their own there. */
export class DaySums {
  private readonly days = new Map<string, ReportDay>();

  add(day: string, model: string, counts: Partial<Counts>): void {
    const name = `${day} ${model}`;
    const held = this.days.get(name) ?? {
      day,
      model,
      requests: null,
      inputTokens: null,
      cachedInputTokens: null,
      cacheWriteTokens: null,
      outputTokens: null,
      costNanoUsd: null,
    };
    for (const count of COUNTS) {
      const given = counts[count] ?? null;
      if (given !== null) held[count] = (held[count] ?? 0) + given;
    }
    const cost = counts.costNanoUsd ?? null;
    if (cost !== null) held.costNanoUsd = (held.costNanoUsd ?? 0n) + cost;
    this.days.set(name, held);
  }

  /** In order of day and model. */
  all(): ReportDay[] {
    return [...this.days.values()].sort((a, b) => (`${a.day} ${a.model}` < `${b.day} ${b.model}` ? -1 : 1));
  }
}
