import type { SpendingLimit } from "./contract";

/**
 * Whether a limit stands in the way of calls: nothing is left of it, or what is left was too little for the worst case of a call since
 * it was last changed.
 */
export function isRefusing({ enforcement, updatedAt, now }: SpendingLimit): boolean {
  if (enforcement !== "block") return false;
  return now.status === "suspended" || (now.refusedAt !== null && now.refusedAt > updatedAt);
}
