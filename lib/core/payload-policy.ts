/**
 * Whether what is asked and answered is kept, for how many days, and which fields are left out (names of JSON members at any
 * depth, such as `content`). A key or a gate without one of its own follows the account.
 */
export type PayloadPolicy = { store: boolean; keepDays: number; redact: string[] };

/** What an account has that never chose: nothing is kept. */
export const NO_PAYLOADS: PayloadPolicy = { store: false, keepDays: 7, redact: [] };
