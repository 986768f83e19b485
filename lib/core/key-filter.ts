/**
 * What can be wrong with a key that is not deleted. All but `exposed` are said only of keys that can be called with: one that is
 * disabled or expired does no harm by having no expiry.
 *
 * - `exposed`: its secret was found where it does not belong, and nobody has resolved that.
 * - `newNetwork`: first used from a network in the last 7 days that nobody has marked as known, and not its very first network.
 * - `rotationUnfinished`: an older secret of it still works.
 * - `ownerGone`: a person made it who is no longer in the account.
 * - `expiresSoon`: it expires within 7 days.
 * - `noExpiry`: it works until somebody stops it.
 * - `noLimit`: nothing limits what it may do or cost: neither access, gates, models, the cost of a call nor its output.
 * - `wideScope`: it may change everything in the account, was used in the last 30 days, and changed nothing in that time.
 * - `idle`: last used more than 90 days ago.
 * - `neverUsed`: made more than 7 days ago and never used.
 */
export const KEY_DEFECTS = [
  "exposed",
  "newNetwork",
  "rotationUnfinished",
  "ownerGone",
  "expiresSoon",
  "noExpiry",
  "noLimit",
  "wideScope",
  "idle",
  "neverUsed",
] as const;
export type KeyDefect = (typeof KEY_DEFECTS)[number];

/** `active` keys can be called with now. `deleted` keys are listed for 30 days. All others are not deleted. */
export const KEY_STATES = [
  "active",
  "expiring",
  "rotating",
  "exposed",
  "idle",
  "never_used",
  "disabled",
  "expired",
  "deleted",
] as const;
export type KeyStateFilter = (typeof KEY_STATES)[number];

/** `full` has no access level set; `custom` has one per resource. */
export const KEY_SCOPES = ["full", "inference", "read", "custom"] as const;
export type KeyScopeFilter = (typeof KEY_SCOPES)[number];

/** Which keys of an account are meant. What is absent narrows nothing. */
export type KeyFilter = {
  /** Part of a name, the beginning of a prefix, the last four characters, or a masked or whole key. "" finds all. */
  search: string;
  status?: KeyStateFilter | null | undefined;
  health?: KeyDefect | null | undefined;
  tag?: string | null | undefined;
  /** Id of the person or the key that made them. */
  createdBy?: string | null | undefined;
  scope?: KeyScopeFilter | null | undefined;
  /** Whether a time is set at which they expire. */
  expires?: boolean | null | undefined;
  /** Only these. */
  ids?: string[] | undefined;
};
