import type { KeyScopeFilter, KeyStateFilter } from "@/lib/core/key-filter";

/** The states that a list can be narrowed to, in the order of the menu. */
export const STATE_WORDS: Record<KeyStateFilter, string> = {
  active: "Works now",
  expiring: "Expires within 7 days",
  rotating: "Rotating",
  exposed: "Exposed",
  idle: "Idle 90+ days",
  never_used: "Never used",
  disabled: "Disabled",
  expired: "Expired",
  deleted: "Deleted, kept 30 days",
};

export const SCOPE_WORDS: Record<KeyScopeFilter, string> = {
  full: "Full access",
  inference: "Inference only",
  read: "Read only",
  custom: "Custom",
};
