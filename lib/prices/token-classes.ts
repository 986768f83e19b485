/** The classes of tokens that have a price each. They do not overlap. */
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
