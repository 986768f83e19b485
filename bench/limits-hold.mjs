// Whether a limit per minute holds: twice its load on two instances of the built app that count together, through a Redis, through
// PostgreSQL, or one that counts in memory. It fails when a minute accepts less than 95 % of the limit, any 60 seconds more than it,
// when Retry-After is off by more than a second, or when something else than is documented becomes of calls while the store is away.
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { register } from "tsx/esm/api";
import { Pool } from "undici";
import { beforeEarlyEnd } from "./lib/early-end.mjs";
import { acceptedByMinute, leastSpanMs, retryErrors } from "./lib/held-limit.mjs";
import { start, stopAll } from "./lib/processes.mjs";

register();
const { startEmbeddedPostgres } = await import("../db/embedded.ts");
const { openLedger } = await import("../db/client.ts");
const { makeKey, makeOwner } = await import("../db/factories.ts");
const { migrate } = await import("../db/migrate.ts");
const { startRedisProcess } = await import("../lib/testing/redis-server.ts");

const { values } = parseArgs({
  options: {
    store: { type: "string", default: "postgres" },
    limit: { type: "string", default: "60" },
    windows: { type: "string", default: "5" },
    // Seconds in which the store is away, up to 60; 0 leaves that out.
    away: { type: "string", default: "50" },
    without: { type: "string", default: "count-alone" },
    // Seconds by which the clock of one instance is ahead, where libfaketime is installed.
    skew: { type: "string", default: "0" },
    faketime: { type: "string", default: "" },
    // The API's handlers alone, which need no build.
    alone: { type: "boolean", default: false },
  },
});
const [limit, windows] = [Number(values.limit), Number(values.windows)];
const awayMs = values.store === "memory" ? 0 : Math.min(60, Number(values.away)) * 1_000;
/** Between two calls at twice the load. */
const GAP_MS = 60_000 / (2 * limit);
/** A call that finds the store away waits for it as long as an answer may take, and not longer. */
const MOST_WAIT_MS = 2_500;
const MOST_MS = windows * 60_000 + (awayMs > 0 ? awayMs + 90_000 : 0) + 240_000;

const root = fileURLToPath(new URL("..", import.meta.url));
const dir = mkdtempSync(join(tmpdir(), "layer-limits-hold-"));
// A folder of its own: PostgreSQL may run as a user who cannot enter the other one.
const dataDir = mkdtempSync(join(tmpdir(), "layer-limits-hold-postgres-"));
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const violations = [];
const instances = [];
let database;
let sql;
let redis;

/** Past this it ends by itself, whatever hangs. */
setTimeout(() => {
  console.error("It took too long and was given up. FAILED");
  void end(1);
}, MOST_MS).unref();

async function end(code) {
  await stopAll();
  await clear();
  process.exit(code);
}

async function clear() {
  await sql?.end({ timeout: 1 });
  await redis?.stop();
  await database?.stop();
  for (const folder of [dir, dataDir]) rmSync(folder, { recursive: true, force: true });
}
beforeEarlyEnd(clear);

function skewed(place) {
  if (place === 0 || Number(values.skew) === 0) return {};
  const known = ["x86_64", "aarch64"].map((kind) => `/usr/lib/${kind}-linux-gnu/faketime/libfaketimeMT.so.1`);
  const library = values.faketime || known.find((path) => existsSync(path));
  if (library === undefined) throw new Error("--skew needs libfaketime (apt-get install libfaketime)");
  return { LD_PRELOAD: library, FAKETIME: `+${values.skew}s`, FAKETIME_DONT_FAKE_MONOTONIC: "1" };
}

async function startInstance(place) {
  const home = mkdtempSync(join(dir, `instance-${place}-`));
  const readyFile = join(home, "ready.json");
  const env = {
    PORT: "0",
    DATABASE_URL: database.url,
    REDIS_URL: redis?.url ?? "",
    LAYER_LIMITS_STORE: values.store,
    LAYER_LIMITS_WITHOUT_STORE: values.without,
    AUTH_SECRET: "of the benchmark, thirty-two characters at least",
    ENCRYPTION_KEY: randomBytes(32).toString("base64"),
    LAYER_DATA_DIR: home,
    LAYER_READY_FILE: readyFile,
    LOG_LEVEL: "silent",
    ...skewed(place),
  };
  const started = values.alone
    ? await start(["bench/lib/gateway-alone.mjs"], { env, cwd: root })
    : await start(["scripts/start.mjs"], { env, cwd: root, ready: /Ctrl C stops/ });
  if (!values.alone) while (!existsSync(readyFile)) await pause(20);
  const port = values.alone
    ? started.match[1]
    : new URL(JSON.parse(readFileSync(readyFile, "utf8")).url).port;
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 16 });
  const health = await pool.request({ method: "GET", path: "/health" });
  await health.body.dump();
  const aheadS = Math.round((Date.parse(health.headers.date) - Date.now()) / 1_000);
  console.log(`instance ${place + 1}: its clock is ${aheadS} s ahead`);
  instances.push(pool);
}

async function call(place, secret, calls = []) {
  const beganMs = performance.now();
  const answer = await instances[place].request({
    method: "POST",
    path: "/v1/chat/completions",
    headers: { "content-type": "application/json", authorization: `Bearer ${secret}` },
    body: JSON.stringify({ model: "sandbox/echo", messages: [{ role: "user", content: "hello" }] }),
  });
  await answer.body.dump();
  const { statusCode: status, headers } = answer;
  calls.push({
    place,
    status,
    beganMs,
    endedMs: performance.now(),
    retryAfterS: Number(headers["retry-after"]),
  });
  return { status, remaining: Number(headers["x-ratelimit-remaining-requests"]) };
}

/** Calls for so long, the instances by turns; tells what became of each call, in order. */
async function load(secret, forMs, gapMs = GAP_MS) {
  const [calls, under] = [[], []];
  const startMs = performance.now();
  for (let turn = 0; turn * gapMs < forMs; turn++) {
    await pause(startMs + turn * gapMs - performance.now());
    under.push(call(turn % instances.length, secret, calls).catch((error) => violations.push(String(error))));
  }
  await Promise.all(under);
  return { calls, startMs };
}

function demand(isTrue, what) {
  if (!isTrue) violations.push(what);
}

function told(calls) {
  const counts = new Map();
  for (const { status } of calls) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${status}: ${count}`).join(", ");
}

async function holdWindows(secret) {
  const { calls, startMs } = await load(secret, windows * 60_000);
  for (const [at, { asked, accepted }] of acceptedByMinute(calls, startMs, windows).entries()) {
    const share = (100 * accepted) / limit;
    console.log(`minute ${at + 1}: ${asked} asked, ${accepted} of ${limit} accepted (${share.toFixed(1)} %)`);
    demand(share >= 95 && share <= 100, `Minute ${at + 1} accepted ${share.toFixed(1)} %.`);
  }
  demand(
    calls.every(({ status }) => status === 200 || status === 429),
    `Clients were told ${told(calls)}.`,
  );
  const spanMs = leastSpanMs(calls, limit);
  console.log(`the least time that more than ${limit} took: ${(spanMs / 1_000).toFixed(2)} s`);
  demand(spanMs > 60_000, `More than ${limit} were accepted within ${(spanMs / 1_000).toFixed(2)} s.`);
  const errors = retryErrors(calls, GAP_MS);
  const worst = errors.reduce((most, error) => (Math.abs(error) > Math.abs(most) ? error : most), 0);
  const right = errors.filter((error) => Math.abs(error) <= 1).length;
  console.log(
    `Retry-After: ${right} of ${errors.length} right to a second, the worst off by ${worst.toFixed(2)} s`,
  );
  demand(right === errors.length, `Retry-After was off by ${worst.toFixed(2)} s.`);
  demand(errors.length > 0, "Nobody was refused and let in again.");
}

/** Runs something while limits are not counted: with Redis hung first and then killed, or its table in PostgreSQL locked. */
async function whileAway(run) {
  if (redis === undefined) {
    return await sql.begin(async (held) => {
      await held`lock table limit_counters in exclusive mode`;
      return await run();
    });
  }
  redis.pause();
  const killed = pause(awayMs / 2).then(() => redis.kill9());
  const outcome = await run();
  await killed;
  await redis.restart();
  return outcome;
}

async function goOnWithout(secret) {
  // Twice the load for each.
  const { calls } = await whileAway(() => load(secret, awayMs, GAP_MS / 2));
  console.log(`the store away for ${awayMs / 1_000} s, ${values.without}: clients were told ${told(calls)}`);
  const slowestMs = Math.max(...calls.map(({ beganMs, endedMs }) => endedMs - beganMs));
  console.log(`the slowest call took ${Math.round(slowestMs)} ms`);
  demand(slowestMs < MOST_WAIT_MS, `A call waited ${Math.round(slowestMs)} ms for a store that was away.`);
  if (values.without === "refuse") {
    demand(
      calls.every(({ status }) => status === 503),
      `Calls were not refused: ${told(calls)}.`,
    );
    return demand(
      calls.every(({ retryAfterS }) => retryAfterS > 0),
      "A 503 without Retry-After.",
    );
  }
  demand(
    calls.every(({ status }) => status === 200 || status === 429),
    `Clients were told ${told(calls)}.`,
  );
  for (const place of instances.keys()) {
    const own = calls.filter((one) => one.place === place && one.status === 200).length;
    demand(own > 0 && own <= limit, `Instance ${place + 1} accepted ${own} of ${limit} alone.`);
  }
}

/** Whether the instances count together again: what one takes, the next does not have. */
async function countTogether(secret) {
  const startMs = performance.now();
  while (performance.now() - startMs < 10_000) {
    const left = [];
    for (const turn of [0, 1, 2, 3]) left.push((await call(turn % instances.length, secret)).remaining);
    if (left.every((count, at) => count === left[0] - at)) {
      return console.log(
        `counted together again after ${((performance.now() - startMs) / 1_000).toFixed(1)} s`,
      );
    }
    await pause(250);
  }
  violations.push("The instances did not count together again within 10 s.");
}

async function holdAgain(secret) {
  const { calls } = await load(secret, 60_000);
  const accepted = calls.filter(({ status }) => status === 200).length;
  console.log(`a minute after that: ${accepted} of ${limit} accepted`);
  demand(
    accepted >= 0.95 * limit && accepted <= limit,
    `After the return ${accepted} of ${limit} were accepted.`,
  );
}

try {
  database = await startEmbeddedPostgres({ dataDir });
  await migrate(database.url);
  if (values.store === "redis")
    redis = await startRedisProcess({ password: randomBytes(12).toString("hex") });
  const ledger = openLedger(database.url, { max: 3, applicationName: "layer-bench" });
  sql = postgres(database.url, { max: 2, connect_timeout: 5, onnotice: () => {} });
  const { accountId } = await makeOwner(ledger.db);
  const keyWith = async (requestsPerMinute) =>
    (await makeKey(ledger.db, { accountId, limits: { requestsPerMinute } })).secret;
  console.log(
    `limits of ${limit} a minute, counted in ${redis?.kind ?? values.store}, ${windows} minutes at twice the load`,
  );
  for (const place of values.store === "memory" ? [0] : [0, 1]) await startInstance(place);
  const warm = await keyWith(1_000);
  for (let turn = 0; turn < 10; turn++) await call(turn % instances.length, warm);
  await holdWindows(await keyWith(limit));
  if (awayMs > 0) {
    await goOnWithout(await keyWith(limit));
    await countTogether(await keyWith(1_000));
    await holdAgain(await keyWith(limit));
  }
  await ledger.sql.end();
} catch (error) {
  violations.push(error.stack);
}
for (const violation of new Set(violations)) console.error(violation);
console.log(violations.length === 0 ? "The limit held." : "FAILED");
await end(violations.length === 0 ? 0 : 1);
