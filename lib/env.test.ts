import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ENV_NAMES, EnvError, parseEnv } from "./env";

const good = { DATABASE_URL: "postgres://layer@127.0.0.1/layer", AUTH_SECRET: "s".repeat(32) };
const RANDOM = randomBytes(32).toString("base64");
const folder = mkdtempSync(join(tmpdir(), "layer-env-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function problemsOf(source: Record<string, string | undefined>): string[] {
  try {
    parseEnv({ ...good, ...source });
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
}

test("a minimal environment has working defaults", () => {
  expect(parseEnv(good)).toMatchObject({
    PORT: 3000,
    HOST: "127.0.0.1",
    DATABASE_POOL_SIZE: 10,
    LOG_LEVEL: "info",
  });
});

test("a blank variable counts as unset", () => {
  const blank = Object.fromEntries(ENV_NAMES.map((name) => [name, ""]));
  expect(parseEnv({ ...blank, ...good, NODE_ENV: "production" })).toEqual(
    parseEnv({ ...good, NODE_ENV: "production" }),
  );
});

test("limits are counted in Redis where there is one, unless it is said otherwise", () => {
  const storeOf = (given: Record<string, string>) => parseEnv({ ...good, ...given }).LAYER_LIMITS_STORE;
  const addresses = [
    "redis://localhost",
    "rediss://user:p%40ss@cache.example.com:6380/2",
    "redis://[::1]:6379/",
  ];
  for (const REDIS_URL of addresses) {
    expect(storeOf({ REDIS_URL })).toBe("redis");
    expect(storeOf({ REDIS_URL, LAYER_LIMITS_STORE: "" })).toBe("redis");
    expect(storeOf({ REDIS_URL, LAYER_LIMITS_STORE: "postgres" })).toBe("postgres");
  }
  expect(storeOf({})).toBe("postgres");
  const file = join(folder, "redis-url");
  writeFileSync(file, "redis://localhost\n");
  expect(storeOf({ REDIS_URL_FILE: file })).toBe("redis");
});

test("an encryption key is read from base64 and from hexadecimal digits alike", () => {
  const bytes = randomBytes(32);
  for (const text of [bytes.toString("base64"), bytes.toString("base64url"), bytes.toString("hex")]) {
    expect(Buffer.from(parseEnv({ ...good, ENCRYPTION_KEY: text }).ENCRYPTION_KEY?.bytes ?? [])).toEqual(
      bytes,
    );
  }
});

test("allowed networks are a list of networks, addresses and names", () => {
  const { LAYER_ALLOWED_NETWORKS } = parseEnv({
    ...good,
    LAYER_ALLOWED_NETWORKS: " 10.0.0.0/8, ::1,Ollama.internal ,",
  });
  expect(LAYER_ALLOWED_NETWORKS).toEqual(["10.0.0.0/8", "::1", "ollama.internal"]);
});

describe("each wrong variable gets one line that names it and says what would be right", () => {
  const cases: Array<[string, Record<string, string | undefined>, RegExp]> = [
    ["a port that is no number", { PORT: "http" }, /^PORT must be a whole number from 0 to 65535$/],
    ["a port out of range", { PORT: "70000" }, /^PORT must be at most 65535$/],
    ["half a port", { PORT: "3000.5" }, /^PORT must be a whole number/],
    [
      "a short secret",
      { AUTH_SECRET: "short" },
      /^AUTH_SECRET must have at least 32 characters; .*openssl rand/,
    ],
    ["no secret", { AUTH_SECRET: undefined }, /^AUTH_SECRET is not set; make one with: openssl rand/],
    ["no database", { DATABASE_URL: undefined }, /^DATABASE_URL is not set; start the app with `npm start`/],
    ["another database", { DATABASE_URL: "mysql://x" }, /^DATABASE_URL must start with postgres:\/\//],
    ["an address without scheme", { APP_URL: "example.com" }, /^APP_URL must be a full http/],
    ["an address of another scheme", { APP_URL: "ftp://example.com" }, /^APP_URL must be a full http/],
    ["a pool too small", { DATABASE_POOL_SIZE: "1" }, /^DATABASE_POOL_SIZE must be at least 2$/],
    ["an unknown log level", { LOG_LEVEL: "loud" }, /^LOG_LEVEL /],
    [
      "a short encryption key",
      { ENCRYPTION_KEY: "c2hvcnQ=" },
      /^ENCRYPTION_KEY must be 32 bytes in base64 or 64 hex.*openssl rand/,
    ],
    ["zeros for an encryption key", { ENCRYPTION_KEY: "0".repeat(64) }, /^ENCRYPTION_KEY is an example/],
    [
      "a counted encryption key",
      { ENCRYPTION_KEY: Buffer.from(Array.from({ length: 32 }, (_, at) => at)).toString("hex") },
      /^ENCRYPTION_KEY is an example/,
    ],
    [
      "a text as encryption key",
      { ENCRYPTION_KEY: Buffer.from("CHANGEME-this-is-an-example-key!").toString("base64") },
      /^ENCRYPTION_KEY is an example/,
    ],
    [
      "a repeated previous key",
      { ENCRYPTION_KEY_PREVIOUS: "0123456789abcdef".repeat(4) },
      /^ENCRYPTION_KEY_PREVIOUS is an example/,
    ],
    [
      "one secret for both",
      { AUTH_SECRET: RANDOM, ENCRYPTION_KEY: RANDOM },
      /^ENCRYPTION_KEY must not be AUTH_SECRET; make one with/,
    ],
    [
      "a network that is none",
      { LAYER_ALLOWED_NETWORKS: "10.0.0.0/33" },
      /^LAYER_ALLOWED_NETWORKS must be networks and host names/,
    ],
    [
      "an address for a network",
      { LAYER_ALLOWED_NETWORKS: "http://ollama" },
      /^LAYER_ALLOWED_NETWORKS must be networks and host names/,
    ],
    [
      "half an address",
      { LAYER_ALLOWED_NETWORKS: "127.1" },
      /^LAYER_ALLOWED_NETWORKS must be networks and host names/,
    ],
    ["half a GitHub", { AUTH_GITHUB_ID: "id" }, /^AUTH_GITHUB_SECRET is not set, but its partner is/],
    [
      "a store of limits that is none",
      { LAYER_LIMITS_STORE: "mysql" },
      /^LAYER_LIMITS_STORE must be memory, postgres or redis$/,
    ],
    [
      "a store of limits without its address",
      { LAYER_LIMITS_STORE: "redis" },
      /^REDIS_URL is not set, but LAYER_LIMITS_STORE says that limits are counted there$/,
    ],
    ["a web address for Redis", { REDIS_URL: "http://localhost:6379" }, /^REDIS_URL must be like redis:/],
    ["a name for Redis", { REDIS_URL: "localhost:6379" }, /^REDIS_URL must be like redis:/],
    ["no host for Redis", { REDIS_URL: "redis:///0" }, /^REDIS_URL must be like redis:/],
    ["no port for Redis", { REDIS_URL: "redis://localhost:66379" }, /^REDIS_URL must be like redis:/],
    [
      "a database that is no number",
      { REDIS_URL: "redis://localhost/limits" },
      /^REDIS_URL must be like redis:/,
    ],
    ["a sign as it is", { REDIS_URL: "redis://:100%@localhost" }, /^REDIS_URL must be like redis:/],
    [
      "no way to go on",
      { LAYER_LIMITS_WITHOUT_STORE: "allow" },
      /^LAYER_LIMITS_WITHOUT_STORE must be refuse or count-alone$/,
    ],
    ["half of mail", { SMTP_URL: "smtp://localhost" }, /^EMAIL_FROM is not set, but its partner is/],
    [
      "a web address for mail",
      { SMTP_URL: "http://x", EMAIL_FROM: "a@b.c" },
      /^SMTP_URL must be like smtps:/,
    ],
    [
      "a name for an address",
      { SMTP_URL: "smtp://x", EMAIL_FROM: "Layer" },
      /^EMAIL_FROM must be an address/,
    ],
    ["half a Google", { AUTH_GOOGLE_SECRET: "s" }, /^AUTH_GOOGLE_ID is not set, but its partner is/],
  ];
  test.each(cases)("%s", (_name, source, expected) => {
    const problems = problemsOf(source);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
  });

  test("several wrong ones are told together, and no value is repeated", () => {
    const problems = problemsOf({
      PORT: "secret-port",
      AUTH_SECRET: "hunter2",
      DATABASE_URL: "mysql://u:pw@h",
    });
    expect(problems).toHaveLength(3);
    expect(problems.join("\n")).not.toMatch(/secret-port|hunter2|pw@h/);
  });
});

describe("a value may come from a file", () => {
  test("the file's text is the value, without the line end", () => {
    const file = join(folder, "secret");
    writeFileSync(file, `${"f".repeat(40)}\n`);
    expect(parseEnv({ ...good, AUTH_SECRET: undefined, AUTH_SECRET_FILE: file }).AUTH_SECRET).toBe(
      "f".repeat(40),
    );
  });

  test("the variable itself wins over the file", () => {
    expect(parseEnv({ ...good, AUTH_SECRET_FILE: "/nowhere" }).AUTH_SECRET).toBe(good.AUTH_SECRET);
  });

  test("a file that cannot be read is named", () => {
    expect(problemsOf({ AUTH_SECRET: undefined, AUTH_SECRET_FILE: "/nowhere" })[0]).toBe(
      "AUTH_SECRET_FILE names a file that cannot be read: /nowhere",
    );
  });
});
