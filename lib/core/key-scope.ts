/** What a key may be allowed to touch, each apart. */
export const RESOURCES = [
  "inference",
  "gates",
  "keys",
  "logs",
  "providerKeys",
  "prices",
  "audit",
  "webhooks",
] as const;
export type Resource = (typeof RESOURCES)[number];

/** `write` includes `read`. For inference, `write` is to call models and `read` is to list them. */
export const ACCESS_LEVELS = ["none", "read", "write"] as const;
export type AccessLevel = (typeof ACCESS_LEVELS)[number];

/** Only to call models (and to see which there are); only to read; or a level per resource, none where nothing is said. */
export type KeyAccess = "inference" | "read" | Partial<Record<Resource, AccessLevel>>;

/** Times at which a key works: on these days of the week (1 is Monday), from a time of day up to another one. */
export type HoursWindow = { days: number[]; from: string; to: string };

/**
 * What a key may do. A member that is absent limits nothing, so `{}` is everything. Lists are never empty. It is stored as it
 * stands and judged by `scopeVerdict`.
 */
export type KeyScope = {
  access?: KeyAccess;
  /** Ids of gates. */
  gates?: string[];
  /** Ids of models as the catalogue has them: `gpt-4o-mini`, `openrouter/some-model`. */
  models?: string[];
  /** What models are named after: `openai`, or the name of a server of one's own. */
  providers?: string[];
  /** Paths of inference endpoints without their version: `chat/completions`. */
  endpoints?: string[];
  /** Addresses and networks in CIDR notation. */
  networks?: string[];
  /** IANA zone and the windows in which the key works, by the clock there. */
  hours?: { zone: string; windows: HoursWindow[] };
  /** The most one call may cost at worst, in nano-dollars as a whole decimal number. */
  maxCallNanoUsd?: string;
  /** The most tokens one call may bring out. */
  maxOutputTokens?: number;
};
