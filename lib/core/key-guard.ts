/** What the guard of a key may notice. */
export const GUARD_SIGNALS = ["spend", "model", "network", "errors"] as const;
export type GuardSignal = (typeof GUARD_SIGNALS)[number];

/** What is done when it does: nothing, tell the account, or tell it and stop the key until it is enabled again. */
export const GUARD_ACTIONS = ["off", "tell", "pause"] as const;
export type GuardAction = (typeof GUARD_ACTIONS)[number];

/** How a key is watched: an action per signal. */
export type KeyGuard = Record<GuardSignal, GuardAction>;

/** How keys are watched where nobody said otherwise: people are told, and nothing is stopped. */
export const DEFAULT_GUARD: KeyGuard = { spend: "tell", model: "tell", network: "tell", errors: "tell" };
