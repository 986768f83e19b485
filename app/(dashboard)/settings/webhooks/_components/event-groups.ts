import { AUDIT_ACTIONS } from "@/lib/audit/contract";

/** A kind of events with a word for people. */
export type EventGroup = { kind: string; label: string; types: Array<{ type: string; label: string }> };

const LABELS: Record<string, string> = {
  key: "Keys",
  key_policy: "Policy for keys",
  gate: "Gates",
  provider_key: "Provider keys",
  price: "Prices",
  spending_limit: "Spending limits",
  spend: "Spending",
  payload_policy: "What is kept of requests",
  payload: "Kept payloads",
  export: "Exports",
  webhook: "Webhooks",
  account: "Account",
  user: "People",
  session: "Sign-ins",
};

/** What a webhook listens to, for people: `*` is everything. */
export function patternWords(pattern: string): string {
  return pattern === "*" ? "Everything" : pattern;
}

/** Every type of event by its kind; a kind that has no word yet is called by its own name. */
export function eventGroups(): EventGroup[] {
  const types = Object.entries(AUDIT_ACTIONS);
  const kindOf = (type: string) => type.slice(0, type.indexOf("."));
  const kinds = [...new Set([...Object.keys(LABELS), ...types.map(([type]) => kindOf(type))])];
  return kinds
    .map((kind) => ({
      kind,
      label: LABELS[kind] ?? kind,
      types: types.filter(([type]) => kindOf(type) === kind).map(([type, words]) => ({ type, label: words })),
    }))
    .filter(({ types: members }) => members.length > 0);
}
