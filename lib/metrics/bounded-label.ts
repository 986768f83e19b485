/** What labels say of everything that is not told apart. */
export const OTHER = "other";

/** Keeps a label to its first `most` values, so that no caller makes the series of a metric grow without end; the rest are `other`. */
export function boundedLabel(most: number): (value: string) => string {
  const seen = new Set<string>();
  return (value) => {
    if (seen.has(value)) return value;
    if (seen.size >= most) return OTHER;
    seen.add(value);
    return value;
  };
}
