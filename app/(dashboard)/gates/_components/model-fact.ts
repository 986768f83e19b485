import type { PicoUsdPerToken } from "@/lib/core/money";
import type { TokenClass } from "@/lib/prices/token-classes";

/** What a model costs by class of tokens; null for a class whose price is not known. */
export type ListPrice = Readonly<Record<TokenClass, PicoUsdPerToken | null>>;

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
  /** False for a model that is known to do something else. */
  chats: boolean;
};
