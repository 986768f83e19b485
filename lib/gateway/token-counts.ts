// No request holds more; a larger number is an error of the provider and would overflow the sums.
const MOST_TOKENS = 10_000_000_000;

/** A count of tokens in what a provider reported; null when it is missing or cannot be true. */
export function tokenCount(from: object, name: string): number | null {
  const value: unknown = Reflect.get(from, name);
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MOST_TOKENS
    ? value
    : null;
}

/** A count that need not be there: 0 when it is absent, null when it cannot be true. */
export function optionalCount(from: object, name: string): number | null {
  const value: unknown = Reflect.get(from, name);
  return value === undefined || value === null ? 0 : tokenCount(from, name);
}

/** A count inside an optional object of details: 0 when it is absent, null when it cannot be true. */
export function detailCount(usage: object, group: string, name: string): number | null {
  const details: unknown = Reflect.get(usage, group);
  return typeof details === "object" && details !== null ? optionalCount(details, name) : 0;
}
