import type {
  LanguageModelV3Message,
  LanguageModelV3Prompt,
  SharedV3ProviderOptions,
} from "@ai-sdk/provider";
import type { Family } from "./target";

/** One text of the system prompt, in the order in which the client sent them. */
export type SystemText = { text: string; providerOptions?: SharedV3ProviderOptions };

/**
 * A conversation as the AI SDK takes it: every system text once, in order, at the front, wherever the client put them.
 * Anthropic's prompt keeps them apart, because each may end a part that is cached; the others get one text, since the
 * templates of many models take a single system message only.
 */
export function promptOf(
  family: Family,
  system: readonly SystemText[],
  messages: readonly LanguageModelV3Message[],
): LanguageModelV3Prompt {
  if (system.length === 0) return [...messages];
  if (family === "anthropic") {
    return [
      ...system.map(({ text, ...more }) => ({ role: "system" as const, content: text, ...more })),
      ...messages,
    ];
  }
  const content = system.map(({ text }) => text).join("\n\n");
  return [{ role: "system", content }, ...messages];
}
