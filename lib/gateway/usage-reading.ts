import type { TokenUsage } from "@/lib/prices/price-usage";

/** What a provider said about the tokens of an answer, and why it is not believed when it is not. */
export type UsageReading = {
  /** Null when it said nothing, or what cannot be true. */
  usage: TokenUsage | null;
  /** What it said that cannot be true, as the beginning of a sentence without an end; null when nothing was wrong. */
  fault: string | null;
  /** The service tier that it answered in, where its price is not the list's (`tierBesideList`). */
  tier?: string | null;
};

/** The provider said nothing about tokens. */
export const NO_READING: UsageReading = { usage: null, fault: null };

/**
 * The most tokens of a class that are believed of one request: ten times what the largest models hold. Ninety thousand million
 * such rows fit into a sum of Postgres, and ninety million into a whole number of JavaScript.
 */
export const MOST_TOKENS = 100_000_000;

/** What the answer said that a meter has read so far. */
export function readingOf(meter: {
  usage: TokenUsage | null;
  usageFault: string | null;
  tier?: string | null;
}): UsageReading {
  return { usage: meter.usage, fault: meter.usageFault, tier: meter.tier };
}

/**
 * Reads counts of tokens out of what a provider reported, and keeps the first thing that cannot be true. A count that is not
 * believed is read as 0, which nobody uses: `reading` then has no usage.
 */
export class CountReader {
  private fault: string | null = null;

  constructor(private readonly usage: object) {}

  /** True when none of the counts is there: then nothing was reported. */
  lacks(names: readonly string[]): boolean {
    return names.every((name) => (Reflect.get(this.usage, name) ?? null) === null);
  }

  /** A count that must be there. */
  count(name: string): number {
    const value: unknown = Reflect.get(this.usage, name);
    if (value !== undefined && value !== null) return this.believed(value, name);
    return this.blame(value === null ? `reported ${name} as null` : `reported no ${name}`);
  }

  /** A count that need not be there: 0 when it is absent. */
  optional(name: string): number {
    return this.optionalIn(this.usage, name, name);
  }

  /** A count inside an optional object of details: 0 when it is absent. */
  detail(group: string, name: string): number {
    const details: unknown = Reflect.get(this.usage, group);
    if (typeof details !== "object" || details === null) return 0;
    return this.optionalIn(details, name, `${group}.${name}`);
  }

  /** Holds that parts are not more than their whole; both are told by their names. */
  within(parts: number, whole: number, names: { parts: string; whole: string }): void {
    if (parts > whole)
      this.blame(`reported more ${names.parts} (${parts}) than there are ${names.whole} (${whole})`);
  }

  /** The usage that was made of the counts, or why there is none. */
  reading(usage: TokenUsage): UsageReading {
    return this.fault === null ? { usage, fault: null } : { usage: null, fault: this.fault };
  }

  private optionalIn(from: object, name: string, path: string): number {
    const value: unknown = Reflect.get(from, name);
    return value === undefined || value === null ? 0 : this.believed(value, path);
  }

  private believed(value: unknown, path: string): number {
    const isCount = typeof value === "number" && Number.isInteger(value) && value >= 0;
    if (isCount && value <= MOST_TOKENS) return value;
    return this.blame(`reported ${path} as ${shownCount(value)}`);
  }

  private blame(words: string): number {
    this.fault ??= `The provider ${words}`;
    return 0;
  }
}

/** A value as far as it may be shown: a text that is no number could be anything, a secret among it. */
export function shownCount(value: unknown): string {
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "string") return Array.isArray(value) ? "a list" : "an object";
  if (/^-?(?:NaN|Infinity)$/.test(value)) return value;
  return /^[-+.\d eE]{0,40}$/.test(value) ? `the text "${value}"` : "a text";
}
