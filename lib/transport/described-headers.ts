type Json = Record<string, unknown>;

const ONLY_WHERE_LIMITED = "Sent where that is limited, of the limit that has least left.";

const text = (description: string, example: string): Json => ({
  description,
  schema: { type: "string" },
  example,
});
const whole = (description: string, example: string): Json => ({
  description,
  schema: { type: "string", pattern: "^\\d+$" },
  example,
});
const id = (description: string): Json => ({
  description,
  schema: { type: "string", format: "uuid" },
  example: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b",
});

export const OF_ALL = {
  "x-request-id": id("Identifies the request; say it when you report a fault."),
  "request-id": id("The same, where Anthropic's clients look for it."),
  "cache-control": text("How long the answer may be kept: not at all, as a rule.", "no-store"),
};

export const OF_LIMITS = {
  "x-ratelimit-limit-requests": whole(`How many requests a minute may have. ${ONLY_WHERE_LIMITED}`, "600"),
  "x-ratelimit-remaining-requests": whole(`How many of them are left. ${ONLY_WHERE_LIMITED}`, "599"),
  "x-ratelimit-reset-requests": text(`In how long all of them are again. ${ONLY_WHERE_LIMITED}`, "21s"),
  "ratelimit-policy": text(
    "All limits per minute in the words of the IETF's draft. Sent where the instance is set to, as is `ratelimit`.",
    '"key";q=600;w=60',
  ),
  ratelimit: text("What is left of them and in how many seconds all of it is again.", '"key";r=599;t=21'),
};

export const OF_TOKENS = {
  "x-ratelimit-limit-tokens": whole(`How many tokens a minute may have. ${ONLY_WHERE_LIMITED}`, "200000"),
  "x-ratelimit-remaining-tokens": whole(`How many of them are left. ${ONLY_WHERE_LIMITED}`, "198500"),
  "x-ratelimit-reset-tokens": text(`In how long all of them are again. ${ONLY_WHERE_LIMITED}`, "21s"),
  "x-layer-key-secret": text("The last four characters of the secret that was sent, while it works.", "c3f7"),
};

export const OF_ANTHROPIC = Object.fromEntries(
  ["requests", "tokens"].flatMap((unit) => [
    [`anthropic-ratelimit-${unit}-limit`, whole(`How many ${unit} a minute may have.`, "600")],
    [`anthropic-ratelimit-${unit}-remaining`, whole(`How many ${unit} are left.`, "599")],
    [
      `anthropic-ratelimit-${unit}-reset`,
      text(`When all ${unit} are again, in RFC 3339.`, "2026-11-22T09:42:10Z"),
    ],
  ]),
);

export const OF_SERVED_CALLS = {
  "x-layer-gate": text("The name of the gate, percent-encoded.", "default"),
  "x-layer-model": text("The model that answered, percent-encoded.", "gpt-4o-mini"),
  "x-layer-provider": text("The provider that answered.", "openai"),
  "x-layer-attempts": whole("How many times a model was asked.", "1"),
  "x-layer-locked": text(
    "Fields of the request that the gate replaced with its own.",
    "temperature, max_tokens",
  ),
  "x-layer-overhead-ms": whole("How long Layer itself took, in milliseconds.", "3"),
  "x-layer-cost-usd": text(
    "What the call cost, as an exact decimal; not sent when that is not known.",
    "0.0012",
  ),
  "x-accel-buffering": text("`no` with a stream, so that proxies pass it on at once.", "no"),
};

export const OF_FAULTS = {
  "www-authenticate": text("What to authenticate with; sent with 401.", "Bearer"),
  "retry-after": whole("In how many seconds a repetition makes sense.", "7"),
  "retry-after-ms": whole("The same in milliseconds.", "6800"),
  "x-should-retry": text("`false` where no repetition can succeed.", "false"),
};

/** Headers that only some answers have, by what an operation calls them. */
export const OWN = {
  etag: text("The version, for `If-Match`.", '"3"'),
  location: text("Where the new thing is.", "/v1/gates/0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b"),
  link: text("Where the rest of the list is; not sent with its end.", '</v1/keys?after=…>; rel="next"'),
  "content-disposition": text(
    "The name that the file is saved under.",
    'attachment; filename="requests.csv"',
  ),
};
export type OwnHeader = keyof typeof OWN | "retry-after";
