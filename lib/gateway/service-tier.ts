/** What providers call the tiers that cost what price lists say. Without a word the provider chooses, by the settings of its project. */
const AT_LIST_PRICE: readonly unknown[] = [
  undefined,
  null,
  "auto",
  "default",
  "standard",
  "standard_only",
  "on_demand",
];

/** The tier that is cheaper than the list, so that the list bounds it. */
const BELOW_LIST_PRICE: readonly unknown[] = ["flex"];

/**
 * The service tier that a request or an answer names, where its price is not the list's (`service_tier`,
 * platform.openai.com/docs/api-reference/chat/object: flex costs less, priority more); else null.
 */
export function tierBesideList(tier: unknown): string | null {
  if (AT_LIST_PRICE.includes(tier)) return null;
  return typeof tier === "string" && /^[\w-]{1,40}$/.test(tier) ? tier : "unknown";
}

/** The service tier that a request asks for, where it may cost more than the list says; else null. */
export function dearerTier({ service_tier: tier }: Record<string, unknown>): string | null {
  return BELOW_LIST_PRICE.includes(tier) ? null : tierBesideList(tier);
}

/** True for the tier of an answer, as `tierBesideList` has it, that cost more than the list says. */
export function isDearer(tier: string | null | undefined): boolean {
  return typeof tier === "string" && !BELOW_LIST_PRICE.includes(tier);
}

/** The sentence that tells why the cost of a row is not exact. */
export function tierNote(tier: string): string {
  return `The provider answered in its service tier "${tier}", whose prices are not known; the cost is by the prices of its usual one.`;
}
