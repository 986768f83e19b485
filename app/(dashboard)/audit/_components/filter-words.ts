import { ACTION_PATTERNS, AUDIT_ACTIONS, SUBJECT_KINDS, type SubjectKind } from "@/lib/audit/contract";
import { matchesEvent } from "@/lib/audit/matches-event";

export type Choice = { value: string; label: string };
export type ChoiceGroup = { label: string; choices: Choice[] };

const KIND_WORDS: Record<SubjectKind, string> = {
  account: "The account",
  user: "People",
  session: "Signed-in browsers",
  key: "API keys",
  key_policy: "The policy for keys",
  gate: "Gates",
  provider_key: "Provider keys",
  price: "Prices",
  cost: "Costs booked later",
  price_list: "List prices",
  provider_report: "Provider reports",
  payload_policy: "What is kept of requests",
  payload: "Kept payloads",
  plan: "Plans",
  spending_limit: "Spending limits",
  alert: "Notices",
  saved_view: "Saved views",
  export: "Exports",
  webhook: "Webhooks",
};

/** What happens to things of several kinds has a word of its own. */
const EVENT_WORDS: Record<string, string> = { ...KIND_WORDS, spend: "Spending" };

/** What can have been done, by what it was done to. */
export function actionChoices(): ChoiceGroup[] {
  return ACTION_PATTERNS.map((pattern) => {
    const label = EVENT_WORDS[pattern.slice(0, -2)] ?? pattern;
    const choices = Object.entries(AUDIT_ACTIONS)
      .filter(([action]) => matchesEvent(pattern, action))
      .map(([value, words]) => ({ value, label: capital(words.replace(/ (to|with|of|for)$/, "")) }));
    return choices.length === 1
      ? { label, choices }
      : { label, choices: [{ value: pattern, label: `${label}: everything` }, ...choices] };
  });
}

/** What something can have been done to. */
export function subjectChoices(): Choice[] {
  return SUBJECT_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
