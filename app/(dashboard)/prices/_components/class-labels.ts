import type { TokenClass } from "@/lib/prices/token-classes";

/** The classes of tokens as people read them. */
export const CLASS_LABELS: Readonly<Record<TokenClass, string>> = {
  input: "Input",
  cachedInput: "Cached input",
  cacheWrite: "Cache write",
  cacheWrite1h: "Cache write, 1 h",
  output: "Output",
  audioInput: "Audio input",
  audioOutput: "Audio output",
};
