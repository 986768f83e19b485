import { readFileSync } from "node:fs";
import { z } from "zod";
import { RATE_LIMIT_HEADERS } from "./core/rate-limits";
import { blankIsUnset, optionalText, optionalUrl, wholeNumber } from "./env-fields";
import { emailFrom, smtpUrl } from "./env-mail";
import { MAKE_MASTER_KEY, masterKey } from "./env-master-key";
import { metricsToken, otlpHeaders } from "./env-metrics";
import { networkList } from "./env-networks";
import { LIMIT_STORES, limitsStoreOf, redisUrl } from "./env-redis";
import { scanningKeys } from "./env-scanning-keys";
import { serverList } from "./env-servers";

/** Names that models of the known providers begin with; a server of one's own needs another. */
export const TAKEN_PROVIDERS = [
  "openai",
  "anthropic",
  "google",
  "mistral",
  "sandbox",
  "layer",
  "openai-compatible",
];

const schema = z
  .object({
    NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
    PORT: wholeNumber(3000, 0, 65_535),
    HOST: z.preprocess(blankIsUnset, z.string().default("127.0.0.1")),
    /** The address people and clients use, when it is not http://localhost:PORT (a proxy, a host name). */
    APP_URL: optionalUrl,
    /** How long answers that are under way may take to end when the process is told to stop, in seconds. */
    DRAIN_SECONDS: wholeNumber(30, 0, 3_600),
    LAYER_DATA_DIR: optionalText,
    DATABASE_URL: z.preprocess(
      blankIsUnset,
      z
        .string({ error: "is not set; start the app with `npm start`, which brings its own database" })
        .regex(/^postgres(ql)?:\/\//, { error: "must start with postgres:// or postgresql://" }),
    ),
    DATABASE_POOL_SIZE: wholeNumber(10, 2, 200),
    AUTH_SECRET: z.preprocess(
      blankIsUnset,
      z
        .string({ error: "is not set; make one with: openssl rand -base64 32" })
        .min(32, { error: "must have at least 32 characters; make one with: openssl rand -base64 32" }),
    ),
    /** Encrypts the accounts' provider keys; without one they can be neither stored nor used. */
    ENCRYPTION_KEY: masterKey,
    /** The key before it: what it encrypted can still be read. */
    ENCRYPTION_KEY_PREVIOUS: masterKey,
    /** Public keys of GitHub's secret scanning, as a JSON list of `{ identifier, key }` with keys in PEM. */
    GITHUB_SECRET_SCANNING_KEYS: scanningKeys,
    AUTH_GITHUB_ID: optionalText,
    AUTH_GITHUB_SECRET: optionalText,
    AUTH_GOOGLE_ID: optionalText,
    AUTH_GOOGLE_SECRET: optionalText,
    LAYER_PLATFORM_OPENAI_API_KEY: optionalText,
    LAYER_PLATFORM_OPENAI_BASE_URL: optionalUrl,
    LAYER_PLATFORM_ANTHROPIC_API_KEY: optionalText,
    LAYER_PLATFORM_ANTHROPIC_BASE_URL: optionalUrl,
    LAYER_PLATFORM_GOOGLE_API_KEY: optionalText,
    LAYER_PLATFORM_GOOGLE_BASE_URL: optionalUrl,
    LAYER_PLATFORM_MISTRAL_API_KEY: optionalText,
    LAYER_PLATFORM_MISTRAL_BASE_URL: optionalUrl,
    /** More servers that speak OpenAI's API, as a JSON list of `{ name, baseUrl, apiKey? }`. */
    LAYER_PLATFORM_PROVIDERS: serverList,
    /** Networks (CIDR) and host names that base URLs typed by users may lead to although they are not public. */
    LAYER_ALLOWED_NETWORKS: networkList,
    /** The server that mail is sent through; without it and EMAIL_FROM nothing is mailed. */
    SMTP_URL: smtpUrl,
    EMAIL_FROM: emailFrom,
    /** Addresses or CIDR networks, comma separated, whose X-Forwarded-For is believed. */
    TRUSTED_PROXIES: z.preprocess(blankIsUnset, z.string().default("")),
    LOG_LEVEL: z.preprocess(
      blankIsUnset,
      z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
    ),
    /** What Prometheus must send to read /metrics; without it there is no such path and nothing is counted. */
    METRICS_TOKEN: metricsToken,
    /** Where spans and metrics of calls are sent as OTLP over HTTP; without it nothing is made or sent. */
    OTEL_EXPORTER_OTLP_ENDPOINT: optionalUrl,
    OTEL_EXPORTER_OTLP_HEADERS: otlpHeaders,
    /** `none` for a collector that takes traces only. */
    OTEL_METRICS_EXPORTER: z.preprocess(blankIsUnset, z.enum(["otlp", "none"]).default("otlp")),
    OTEL_SERVICE_NAME: z.preprocess(blankIsUnset, z.string().default("layer")),
    LAYER_MAX_BODY_BYTES: wholeNumber(20 * 1024 * 1024, 1024, 1024 * 1024 * 1024),
    LAYER_PROVIDER_TIMEOUT_MS: wholeNumber(600_000, 100, 3_600_000),
    LAYER_CALL_TIMEOUT_MS: wholeNumber(900_000, 100, 3_600_000),
    REDIS_URL: redisUrl,
    /** Where it is counted what there are limits of: `openGround` chooses memory for a database that this instance has for itself. */
    LAYER_LIMITS_STORE: z.preprocess(
      blankIsUnset,
      z.enum(LIMIT_STORES, { error: "must be memory, postgres or redis" }).default("postgres"),
    ),
    /** What is done with calls while that store is away. */
    LAYER_LIMITS_WITHOUT_STORE: z.preprocess(
      blankIsUnset,
      z.enum(["refuse", "count-alone"], { error: "must be refuse or count-alone" }).default("count-alone"),
    ),
    /** In which headers answers tell their rate limits. */
    LAYER_RATE_LIMIT_HEADERS: z.preprocess(
      blankIsUnset,
      z.enum(RATE_LIMIT_HEADERS, { error: "must be openai or openai+ietf" }).default("openai"),
    ),
    /** For how many days rows of the log are kept at least, and payloads at most; 0 is for ever. */
    LAYER_RETENTION_LOGS_DAYS: wholeNumber(0, 0, 36_500),
    LAYER_RETENTION_PAYLOADS_DAYS: wholeNumber(0, 0, 36_500),
    /** Longest time until a key expires, in days; 0 is no limit. */
    LAYER_MAX_KEY_LIFETIME_DAYS: wholeNumber(0, 0, 36_500),
  })
  .superRefine((value, issues) => {
    const names = value.LAYER_PLATFORM_PROVIDERS.map(({ name }) => name);
    const taken = names.find((name, at) => TAKEN_PROVIDERS.includes(name) || names.indexOf(name) !== at);
    if (taken !== undefined) {
      const message = `uses the name ${taken} twice or for a server that is not it`;
      issues.addIssue({ code: "custom", path: ["LAYER_PLATFORM_PROVIDERS"], message });
    }
    if (value.ENCRYPTION_KEY !== undefined && value.ENCRYPTION_KEY.text === value.AUTH_SECRET) {
      const message = `must not be AUTH_SECRET; ${MAKE_MASTER_KEY}`;
      issues.addIssue({ code: "custom", path: ["ENCRYPTION_KEY"], message });
    }
    if (value.LAYER_LIMITS_STORE === "redis" && value.REDIS_URL === undefined) {
      const message = "is not set, but LAYER_LIMITS_STORE says that limits are counted there";
      issues.addIssue({ code: "custom", path: ["REDIS_URL"], message });
    }
    for (const [id, secret] of [
      ["AUTH_GITHUB_ID", "AUTH_GITHUB_SECRET"],
      ["AUTH_GOOGLE_ID", "AUTH_GOOGLE_SECRET"],
      ["SMTP_URL", "EMAIL_FROM"],
    ] as const) {
      if ((value[id] === undefined) === (value[secret] === undefined)) continue;
      const absent = value[id] === undefined ? id : secret;
      issues.addIssue({
        code: "custom",
        path: [absent],
        message: `is not set, but its partner is; set both or neither`,
      });
    }
  });

export type Env = z.infer<typeof schema>;

/** Names of all variables the app reads. */
export const ENV_NAMES = Object.keys(schema.shape) as Array<keyof Env>;

/** What is wrong with the environment, one friendly line per variable. */
export class EnvError extends Error {
  constructor(readonly problems: string[]) {
    super(`Some settings are not right:\n${problems.map((line) => `  - ${line}`).join("\n")}`);
    this.name = "EnvError";
  }
}

/**
 * Reads and checks the settings. `NAME_FILE` may name a file that holds the value of `NAME` (container secrets).
 * Throws `EnvError` with one line per wrong variable; values are never repeated in it.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const problems: string[] = [];
  const values: Record<string, string | undefined> = {};
  for (const name of ENV_NAMES) {
    const file = source[`${name}_FILE`];
    values[name] = source[name];
    if (file === undefined || file === "" || (source[name] ?? "") !== "") continue;
    try {
      values[name] = readFileSync(file, "utf8").trim();
    } catch {
      problems.push(`${name}_FILE names a file that cannot be read: ${file}`);
    }
  }
  values.LAYER_LIMITS_STORE = limitsStoreOf(values);
  const parsed = schema.safeParse(values);
  if (parsed.success && problems.length === 0) return parsed.data;
  for (const issue of parsed.error?.issues ?? []) problems.push(`${issue.path.join(".")} ${issue.message}`);
  throw new EnvError(problems);
}

let parsed: Env | undefined;

/** The settings of this process, parsed at first use: never at import time, so that a build needs none. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/** The address to print, link and redirect to, without a trailing slash. */
export function appUrl(): string {
  return addressOf(env());
}

/** The same by settings that were not read yet. */
export function addressOf({ APP_URL, PORT }: Pick<Env, "APP_URL" | "PORT">): string {
  return (APP_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, "");
}

/** Auth.js reads the environment itself and calls the address AUTH_URL; a given APP_URL is handed on under that name. */
export function shareAddressWithAuth(): void {
  if (env().APP_URL !== undefined) process.env.AUTH_URL ??= appUrl();
}
