import { openAiCompatible } from "./kinds/openai-compatible";
import type { ProviderKind } from "./provider";

/** How a kind is spoken to at an address. Who answers at another one than OpenAI's may not know OpenAI's newer fields. */
export function kindAt(kind: ProviderKind, baseUrl: string | null): ProviderKind {
  if (kind.id !== "openai" || baseUrl === null) return kind;
  const { hostname } = new URL(baseUrl);
  if (hostname === "openai.com" || hostname.endsWith(".openai.com")) return kind;
  return { ...openAiCompatible, priceList: kind.priceList };
}
