const LONGEST_START = 7;
const LONGEST_END = 4;

/**
 * What may be shown of a provider's key: its first and last characters, `sk-proj…WXYZ`; never more than a third of it, so
 * that little of a short one is told.
 */
export function keyHint(key: string): string {
  const budget = Math.min(LONGEST_START + LONGEST_END, Math.floor(key.length / 3));
  const end = Math.min(LONGEST_END, Math.floor(budget / 2));
  const start = Math.min(LONGEST_START, budget - end);
  return `${key.slice(0, start)}…${end === 0 ? "" : key.slice(-end)}`;
}
