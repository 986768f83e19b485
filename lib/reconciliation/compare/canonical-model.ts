import { findListing } from "@/lib/prices/price-list";

const DATED = /-(\d{4}-\d{2}-\d{2}|\d{8})$/;

/**
 * One name for a provider's model and its dated variants: that of the price list, which knows which variants cost the same, or the
 * name without its date for a model that the list does not have.
 */
export function canonicalModel(provider: string, model: string): string {
  return findListing(provider, model)?.info.id ?? model.replace(DATED, "");
}
