// What limits how much may be spent, for the ledger, the rooms, the doors and the browser alike.

/** What a spending limit is of. */
export const SPENDING_SCOPES = ["account", "gate", "key"] as const;
export type SpendingScope = (typeof SPENDING_SCOPES)[number];

/**
 * What is added up against a limit. Days, weeks (from Monday on) and months are those of the limit's zone; thirty days are those
 * that end now, to the hour; a lifetime has no end.
 */
export const SPENDING_PERIODS = ["daily", "weekly", "monthly", "rolling_30_days", "lifetime"] as const;
export type SpendingPeriod = (typeof SPENDING_PERIODS)[number];

/** `block` is never passed: calls that might be are refused. `alert_only` tells and lets everything through. */
export const SPENDING_ENFORCEMENTS = ["alert_only", "block"] as const;
export type SpendingEnforcement = (typeof SPENDING_ENFORCEMENTS)[number];

/** At which percentages of a limit its account is told, where nobody chose others. */
export const ALERT_PERCENTS: readonly number[] = [80, 100];

/** The largest limit in whole dollars, as `parseUsd` reads them. */
export const MOST_SPENDING_USD = 999_999_999;
