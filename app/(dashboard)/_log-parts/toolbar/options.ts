/** A value that can be chosen; null is a request without one. `chosen` is set for what the address says already. */
export type Option = { value: string | null; label: string; chosen?: "in" | "out" };

const MOST_SHOWN = 100;

/** What is chosen and given first, then what was found besides. */
export function optionsOf(given: readonly Option[], found: readonly Option[]): readonly Option[] {
  const known = new Set(given.map(({ value }) => value));
  return [...given, ...found.filter(({ value }) => !known.has(value))];
}

/** The options whose name contains the text; what is chosen stays, because leaving it out would take it away. */
export function matchingOptions(options: readonly Option[], text: string): readonly Option[] {
  const sought = text.trim().toLowerCase();
  const matches = options.filter(
    ({ label, chosen }) => chosen !== undefined || sought === "" || label.toLowerCase().includes(sought),
  );
  return matches.slice(0, MOST_SHOWN);
}
