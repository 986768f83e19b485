import { findListing } from "./price-list";

/** How many tokens a listed model can read and write together; null where the list does not say. */
export function contextWindowOf(provider: string, model: string): number | null {
  return findListing(provider, model)?.info.context_window ?? null;
}
