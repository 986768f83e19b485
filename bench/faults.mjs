// What is left of calls when something breaks under load: two instances over one PostgreSQL, their keys shared. It fails when a
// call that its client saw complete is missing, when sums are not those of the rows, or when a client is told what it must not be.
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { register } from "tsx/esm/api";
import { Pool } from "undici";
import { beforeEarlyEnd } from "./lib/early-end.mjs";
import { start, stopAll } from "./lib/processes.mjs";

register();
const { startEmbeddedPostgres } = await import("../db/embedded.ts");
const { openLedger } = await import("../db/client.ts");
const { makeKey, makeOwner } = await import("../db/factories.ts");
const { migrate } = await import("../db/migrate.ts");

const { values } = parseArgs({
  options: {
    keys: { type: "string", default: "50" },
    workers: { type: "string", default: "16" },
    calm: { type: "string", default: "60" },
    outage: { type: "string", default: "60" },
    only: { type: "string", default: "" },
    // The API's handlers alone, which need no build.
    alone: { type: "boolean", default: false },
  },
});
const root = fileURLToPath(new URL("..", import.meta.url));
const dir = mkdtempSync(join(tmpdir(), "layer-faults-"));
// A folder of its own: PostgreSQL may run as a user who cannot enter the other one.
const dataDir = mkdtempSync(join(tmpdir(), "layer-faults-postgres-"));
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const ENCRYPTION_KEY = randomBytes(32).toString("base64");
/** How long the whole may last. */
const MOST_MS = 420_000;

let database;
let sql;
let isOver = false;
const instances = [];
const complete = new Map();
const told = new Map();
const violations = [];

/** Past this it ends by itself, whatever hangs. */
const deadline = setTimeout(() => {
  console.error("It took too long and was given up.");
  void end(1);
}, MOST_MS);
deadline.unref();

async function end(code) {
  isOver = true;
  await stopAll();
  await clear();
  process.exit(code);
}

async function clear() {
  await sql?.end({ timeout: 1 });
  await database?.stop();
  for (const folder of [dir, dataDir]) rmSync(folder, { recursive: true, force: true });
}
beforeEarlyEnd(clear);

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** An instance that comes back on its port when it was killed. */
async function startInstance(providerUrl, place) {
  const port = await freePort();
  const home = mkdtempSync(join(dir, `instance-${place}-`));
  const readyFile = join(home, "ready.json");
  const env = {
    PORT: String(port),
    DATABASE_URL: database.url,
    AUTH_SECRET: "of the benchmark, thirty-two characters at least",
    ENCRYPTION_KEY,
    LAYER_DATA_DIR: home,
    LAYER_READY_FILE: readyFile,
    LAYER_PLATFORM_OPENAI_API_KEY: "sk-bench",
    LAYER_PLATFORM_OPENAI_BASE_URL: `${providerUrl}/v1`,
    LOG_LEVEL: "error",
  };
  const launch = async () => {
    rmSync(readyFile, { force: true });
    const { child } = values.alone
      ? await start(["bench/lib/gateway-alone.mjs"], { env, cwd: root })
      : await start(["scripts/start.mjs"], { env, cwd: root, ready: /Ctrl C stops/ });
    child.removeAllListeners("exit");
    return child;
  };
  let child = await launch();
  return {
    pool: new Pool(`http://127.0.0.1:${port}`, { connections: 32 }),
    async kill9() {
      const pid = values.alone ? child.pid : JSON.parse(readFileSync(readyFile, "utf8")).pid;
      const gone = new Promise((resolve) => child.once("exit", resolve));
      process.kill(pid, "SIGKILL");
      if (pid !== child.pid) child.kill("SIGKILL");
      await gone;
      child = await launch();
    },
  };
}

/** Calls until it is over: every third is streamed, every second asks the sandbox. */
async function work(place, keys) {
  const messages = [{ role: "user", content: "one two three four five six seven eight" }];
  for (let turn = place; !isOver; turn++) {
    const instance = instances[turn % 2];
    const { secret } = keys[Math.floor(Math.random() * keys.length)];
    const stream = turn % 3 === 0;
    const model = turn % 4 < 2 ? "gpt-4o-mini" : "sandbox/echo";
    await call(instance.pool, secret, { model, messages, stream });
    await pause(20);
  }
}

async function call(pool, secret, body) {
  let outcome;
  try {
    const answer = await pool.request({
      method: "POST",
      path: "/v1/chat/completions",
      headers: { "content-type": "application/json", authorization: `Bearer ${secret}` },
      body: JSON.stringify(body),
    });
    const text = await answer.body.text();
    const id = answer.headers["x-request-id"];
    const isWhole = body.stream ? text.trimEnd().endsWith("data: [DONE]") : answer.statusCode === 200;
    if (answer.statusCode === 200 && isWhole) {
      complete.set(id, body.stream);
      outcome = "complete";
    } else {
      outcome = /"code":"([a-z_]+)"/.exec(text)?.[1] ?? `status ${answer.statusCode}`;
      if (answer.statusCode === 503 && !(Number(answer.headers["retry-after"]) > 0)) {
        violations.push("A 503 without Retry-After.");
      }
    }
  } catch {
    outcome = "no connection";
  }
  told.set(outcome, (told.get(outcome) ?? 0) + 1);
}

/** Runs a fault and says what clients were told meanwhile; only what is `allowed` may be among it. */
async function phase(name, allowed, run) {
  if (values.only !== "" && !name.includes(values.only)) return;
  told.clear();
  const began = performance.now();
  await run();
  // What was under way when the fault was over belongs to it.
  await pause(6_000);
  const seconds = ((performance.now() - began) / 1_000).toFixed(0);
  const all = [...told].map(([outcome, count]) => `${outcome} ${count}`).join(", ");
  console.log(`${name}: ${seconds} s; ${all}`);
  for (const [outcome] of told) {
    if (outcome !== "complete" && !allowed.includes(outcome)) {
      violations.push(`${name}: a client was told "${outcome}".`);
    }
  }
  if (!told.has("complete")) violations.push(`${name}: no call was complete.`);
}

async function terminateAtRandom(seconds) {
  for (const until = Date.now() + seconds * 1_000; Date.now() < until; await pause(150)) {
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() order by random() limit 1`;
  }
}

/** What \`pg_ctl stop -m immediate\` does; the guardian brings the server back. */
async function stopAtOnce() {
  process.kill(
    Number(readFileSync(join(dataDir, "data", "postmaster.pid"), "utf8").split("\n")[0]),
    "SIGQUIT",
  );
  await pause(3_000);
}

async function away(seconds) {
  await database.stop();
  await pause(seconds * 1_000);
  database = await startEmbeddedPostgres({ dataDir });
}

const deadlocks = async () => {
  // Statistics are told a moment late.
  await pause(1_500);
  const [row] =
    await sql`select deadlocks::int as count from pg_stat_database where datname = current_database()`;
  return row.count;
};

async function check(keys) {
  const ids = keys.map(({ keyId }) => keyId);
  const rows = await sql`select id from requests where key_id = any(${ids})`;
  const there = new Set(rows.map(({ id }) => id));
  const missing = [...complete.keys()].filter((id) => !there.has(id));
  if (missing.length > 0) violations.push(`${missing.length} complete calls are not in the log.`);
  if (there.size !== rows.length) violations.push("A call is in the log twice.");
  const unlike = await sql`
    select coalesce(r.key_id, u.key_id) as key_id from (
      select key_id, date_trunc('hour', started_at, 'UTC') as hour, gate_id, provider, model_used as model, endpoint, status,
        count(*) as requests, count(error_code) as errors, count(*) - count(cost_nano_usd) as unpriced,
        count(*) filter (where settlement = 'interrupted') as interrupted, coalesce(sum(cost_nano_usd), 0) as cost,
        sum(input_tokens + cached_input_tokens) as input, sum(output_tokens) as output, sum(latency_ms) as latency
      from requests where key_id = any(${ids}) group by 1, 2, 3, 4, 5, 6, 7
    ) r full join (
      select key_id, hour, gate_id, provider, model, endpoint, status, requests, errors, unpriced, interrupted,
        cost_nano_usd as cost, input_tokens + cached_input_tokens as input, output_tokens as output, latency_ms_sum as latency
      from usage_hourly where key_id = any(${ids})
    ) u on (r.key_id, r.hour, r.endpoint, r.status) = (u.key_id, u.hour, u.endpoint, u.status)
      and r.gate_id is not distinct from u.gate_id and r.provider is not distinct from u.provider
      and r.model is not distinct from u.model
    where (r.requests, r.errors, r.unpriced, r.interrupted, r.cost, r.input, r.output, r.latency)
      is distinct from (u.requests, u.errors, u.unpriced, u.interrupted, u.cost, u.input, u.output, u.latency)`;
  if (unlike.length > 0) violations.push(`${unlike.length} cells are not the sums of their rows.`);
  console.log(
    `${complete.size} calls were complete, ${rows.length} are in the log; ${missing.length} missing, ${unlike.length} cells off.`,
  );
}

try {
  database = await startEmbeddedPostgres({ dataDir });
  await migrate(database.url);
  const ledger = openLedger(database.url, { max: 3, applicationName: "layer-bench" });
  sql = postgres(database.url, { max: 2, connect_timeout: 5, onnotice: () => {} });
  const { accountId } = await makeOwner(ledger.db);
  const keys = [];
  for (let n = 0; n < Number(values.keys); n++) keys.push(await makeKey(ledger.db, { accountId }));
  await ledger.sql.end();
  const { match } = await start(["lib/fake-provider.mjs"], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
  });
  const providerUrl = `http://127.0.0.1:${match[1]}`;
  for (const place of [0, 1]) instances.push(await startInstance(providerUrl, place));
  const workers = Array.from({ length: Number(values.workers) }, (_, place) => work(place, keys));

  const away503 = ["unavailable", "status 503"];
  const before = await deadlocks();
  await phase(`two instances, ${keys.length} shared keys, ${values.calm} s`, [], () =>
    pause(Number(values.calm) * 1_000),
  );
  const after = await deadlocks();
  console.log(`PostgreSQL saw ${after - before} deadlocks meanwhile.`);
  await phase("pg_terminate_backend at random, 15 s", away503, () => terminateAtRandom(15));
  // The app takes its port before it is ready, and says so.
  const gone = values.alone ? ["no connection"] : ["no connection", "unavailable"];
  await phase("kill -9 of an instance, three times", gone, async () => {
    for (const turn of [0, 1, 0]) await instances[turn].kill9();
  });
  await phase("PostgreSQL stopped -m immediate, three times", away503, async () => {
    for (let turn = 0; turn < 3; turn++) await stopAtOnce();
  });
  await phase("PostgreSQL away for 5 s", away503, () => away(5));
  await phase(`PostgreSQL away for ${values.outage} s`, away503, () => away(Number(values.outage)));
  isOver = true;
  await Promise.all(workers);
  // What waited for the database is written by now; the answer to its client was another.
  await pause(3_000);
  await check(keys);
} catch (error) {
  violations.push(error.stack);
}
for (const violation of new Set(violations)) console.error(violation);
console.log(violations.length === 0 ? "Nothing is missing, nothing doubled." : "FAILED");
await end(violations.length === 0 ? 0 : 1);
