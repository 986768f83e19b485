import { shown } from "./read-cell";

/** The sums that line items of a model are split into, as OpenAI's costs name them: `gpt-4o-2024-08-06, cached input`. */
const LINE_ITEM =
  /,\s*(cached |audio |batch |text |image |flex |priority )*(input|output)( tokens)?( \(.*\))?$/i;

/**
 * A model's name as a provider's API knows it, from what a report calls it: line items lose what they count, and display names
 * such as `Claude Haiku 4.5` become `claude-haiku-4-5`. Null for a text that can be no name.
 */
export function modelName(provider: string, text: string): string | null {
  const plain = text.trim().replace(LINE_ITEM, "");
  if (plain === "" || plain.length > 200 || !plain.isWellFormed() || /\p{Cc}/u.test(plain)) return null;
  if (provider !== "anthropic" || !/^claude /i.test(plain)) return plain;
  const slug = plain.toLowerCase().replace(/[\s.]+/g, "-");
  return slug.replace(/-(\d{4})-(\d{2})-(\d{2})$/, "-$1$2$3");
}

/** The refusal of a text that is no model's name. */
export function noModelProblem(text: string): string {
  return text.trim() === "" ? "There is no model." : `"${shown(text)}" is no name of a model.`;
}
