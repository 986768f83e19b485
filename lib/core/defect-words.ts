import type { KeyDefect } from "./key-filter";

/** What is wrong, in the order of how much it matters, and why that is. */
export const DEFECT_WORDS: Record<KeyDefect, { label: string; sentence: string }> = {
  exposed: { label: "Exposed", sentence: "Found where a key does not belong. Rotate or delete it at once." },
  newNetwork: {
    label: "New network",
    sentence:
      "Used in the last 7 days from a network that it was never used from before and nobody marked as known.",
  },
  rotationUnfinished: {
    label: "Rotation unfinished",
    sentence: "An older secret still works. Stop it once every program has the new one.",
  },
  ownerGone: { label: "Owner gone", sentence: "Whoever made it is not in the account any more." },
  expiresSoon: { label: "Expires soon", sentence: "Stops working within 7 days." },
  noExpiry: {
    label: "No expiry",
    sentence: "Works until somebody stops it, however long ago it was forgotten.",
  },
  noLimit: {
    label: "No limit",
    sentence:
      "Nothing limits what it may do or cost: neither access, gates, models, the cost of a call nor its output.",
  },
  wideScope: {
    label: "Wide scope",
    sentence:
      "It may change everything in the account, was used in the last 30 days, and changed nothing in that time.",
  },
  idle: { label: "Idle 90+ days", sentence: "Not used for 90 days. Disable or delete what nobody needs." },
  neverUsed: { label: "Never used", sentence: "Made more than 7 days ago and never used." },
};
