import { formatUsd } from "@/lib/core/format";
import type { Certainty } from "@/lib/core/request-filter";

type Costed = {
  costNanoUsd: bigint | null;
  certainty: Certainty;
  modelUsed: string | null;
  modelAsked: string | null;
};

/** The words for how sure a cost is, as filters and marks have them. */
export const CERTAINTY_WORDS: Record<Certainty, string> = {
  final: "final",
  estimated: "estimated",
  interrupted: "interrupted",
  unpriced: "no price",
  corrected: "corrected",
};

/** What each of them means, in a sentence. */
export const CERTAINTY_NOTES: Record<Certainty, string> = {
  final: "The provider reported the tokens, and their price was known.",
  estimated:
    "The provider reported no tokens that can be true, which were counted here, or answered in a service tier of other prices.",
  interrupted: "The answer was cut off. What had come until then was counted here.",
  unpriced: "No price is known for what was used, so what it cost is not known either.",
  corrected: "It was priced again later, when a price became known or was changed.",
};

/** What a cost shows: its amount (`exact` is how its column writes it), and a mark with its reason where it is less than certain. */
export function costWords(
  row: Costed,
  exact = formatUsd(row.costNanoUsd),
): { amount: string; mark: string | null; why: string } {
  const { costNanoUsd, certainty } = row;
  if (costNanoUsd === null) {
    const model = row.modelUsed ?? row.modelAsked;
    return {
      amount: "—",
      mark: "no price",
      why: model === null ? "No model was used." : `No price is known for ${model}.`,
    };
  }
  const estimated = certainty === "estimated" || certainty === "interrupted";
  return {
    amount: estimated ? `≈ ${exact}` : exact,
    mark: certainty === "final" || certainty === "unpriced" ? null : CERTAINTY_WORDS[certainty],
    why: CERTAINTY_NOTES[certainty],
  };
}
