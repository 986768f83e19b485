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

/** What `inference` and `read` stand for. */
const PRESETS = {
  inference: { inference: "write" },
  read: Object.fromEntries(RESOURCES.map((resource) => [resource, "read"])),
} as const satisfies Record<string, Partial<Record<Resource, AccessLevel>>>;

/** How far a key gets with a resource. An access that is not said is full. */
export function accessLevel(access: KeyAccess | undefined, resource: Resource): AccessLevel {
  if (access === undefined) return "write";
  const levels: Partial<Record<Resource, AccessLevel>> =
    typeof access === "string" ? PRESETS[access] : access;
  return levels[resource] ?? "none";
}

/** The endpoints that call models, by the names the log has for them: the path, with its version in the native API. */
export const INFERENCE_ENDPOINTS = [
  "chat/completions",
  "messages",
  "messages/count_tokens",
  "responses",
  "embeddings",
  "images/generations",
  "audio/speech",
  "audio/transcriptions",
  "v3/chat",
  "v3/image",
  "v3/video",
  "v3/embeddings",
  "v3/tts",
  "v3/ocr",
  "v2/complete",
  "v1/complete",
] as const;

/**
 * Times at which a key works: on these days of the week (1 is Monday), from a time of day (`09:00`) up to another one (at most
 * `24:00`). One that ends before it begins goes on past midnight.
 */
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
  /** Of `INFERENCE_ENDPOINTS`. */
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
