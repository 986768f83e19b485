import type { PicoUsdPerToken } from "@/lib/core/money";

/** List prices of a model; `output` is null for a model that is not charged by it. */
export type ListPrice = {
  input: PicoUsdPerToken;
  cachedInput: PicoUsdPerToken;
  cacheWrite: PicoUsdPerToken;
  output: PicoUsdPerToken | null;
};

/** What the editor knows about a model that it can suggest. */
export type ModelFact = {
  id: string;
  /** Name of its provider for people. */
  provider: string;
  /** Null when no price is known. */
  price: ListPrice | null;
  /** Tokens, null when unknown. */
  contextWindow: number | null;
  /** False when this account and this instance have no key for its provider. */
  configured: boolean;
};
