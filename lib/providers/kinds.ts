import { anthropic } from "./kinds/anthropic";
import { google } from "./kinds/google";
import { mistral } from "./kinds/mistral";
import { openai } from "./kinds/openai";
import { openAiCompatible } from "./kinds/openai-compatible";
import type { ProviderKind } from "./provider";

/** The kinds that are reached over HTTP, in the order in which people are shown them. */
export const HTTP_KINDS: readonly ProviderKind[] = [openai, anthropic, google, mistral, openAiCompatible];

/** The kind with that id, or null. */
export function findKind(id: string): ProviderKind | null {
  return HTTP_KINDS.find((kind) => kind.id === id) ?? null;
}
