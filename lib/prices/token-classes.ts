/**
 * The classes of tokens that have a price each. They do not overlap. `input`: text that was neither read from nor written to a
 * cache. `cachedInput`: text read from one. `cacheWrite` and `cacheWrite1h`: text written to one that keeps it for minutes,
 * or for an hour. `output`: text, reasoning included. `audioInput` and `audioOutput`: sound, which is in none of the others.
 */
export const TOKEN_CLASSES = [
  "input",
  "cachedInput",
  "cacheWrite",
  "cacheWrite1h",
  "output",
  "audioInput",
  "audioOutput",
] as const;
export type TokenClass = (typeof TOKEN_CLASSES)[number];
