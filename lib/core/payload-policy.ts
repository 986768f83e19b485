/**
 * Whether what is asked and answered is kept, for how many days, and which fields are left out (names of JSON members at any
 * depth, such as `content`). A key or a gate without one of its own follows the account.
 */
export type PayloadPolicy = { store: boolean; keepDays: number; redact: string[] };

/** What an account says: with `ceiling`, its keys and gates may keep less than it does, never more. */
export type AccountPayloadPolicy = PayloadPolicy & { ceiling: boolean };

/** What an account has that never chose: nothing is kept, and a key or a gate may ask for more. */
export const NO_PAYLOADS: AccountPayloadPolicy = { store: false, keepDays: 7, redact: [], ceiling: false };

export const MOST_KEPT_DAYS = 90;
export const MOST_REDACTED_FIELDS = 50;
export const LONGEST_REDACTED_FIELD = 100;

/** Who has a say in what is kept of a request, the most specific first. Null says nothing. */
export type PayloadPolicies = {
  key: PayloadPolicy | null;
  gate: PayloadPolicy | null;
  account: AccountPayloadPolicy | null;
};

export type PayloadVerdict = PayloadPolicy & {
  /** Whose word it is; `default` when nobody said anything. */
  from: keyof PayloadPolicies | "default";
  /** True when the account's ceiling keeps less than was chosen. */
  isCapped: boolean;
};

/**
 * What is kept of a request. The most specific that says something is followed: key, then gate, then account. Under a
 * ceiling nothing is kept that the account itself does not keep, and no day longer. Fields to leave out add up: what one of the
 * three leaves out, none of the others brings back.
 */
export function payloadVerdict({ key, gate, account }: PayloadPolicies): PayloadVerdict {
  const chosen = key ?? gate ?? account ?? NO_PAYLOADS;
  const from = key ? "key" : gate ? "gate" : account ? "account" : "default";
  const redact = [...new Set([key, gate, account].flatMap((policy) => policy?.redact ?? []))];
  const ceiling = account?.ceiling === true ? account : null;
  const store = chosen.store && ceiling?.store !== false;
  const keepDays = Math.min(chosen.keepDays, ceiling?.keepDays ?? chosen.keepDays);
  const isCapped = store !== chosen.store || (store && keepDays !== chosen.keepDays);
  return { store, keepDays, redact, from, isCapped };
}
