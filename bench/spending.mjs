// Whether hard spending limits hold: two instances over one PostgreSQL. It fails when a limit is passed at any sampled instant, when
// more or fewer calls are served than it has room for, when what is spent is not what the log says, when an instance that was killed
// leaves anything reserved for more than a minute, or when somebody is refused without cause.
import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { register } from "tsx/esm/api";
import { Pool } from "undici";
import { beforeEarlyEnd } from "./lib/early-end.mjs";
import { at } from "./lib/load.mjs";
import { start, stopAll } from "./lib/processes.mjs";

register();
const { startEmbeddedPostgres } = await import("../db/embedded.ts");
const { openLedger } = await import("../db/client.ts");
const { makeKey, makeOwner, setGate } = await import("../db/factories.ts");
const { makeSpendingLimit } = await import("../db/factories-spending.ts");
const { migrate } = await import("../db/migrate.ts");
const { setPrice } = await import("../lib/prices/set-price.ts");
const { systemClock } = await import("../lib/core/time.ts");

const { values } = parseArgs({ options: { only: { type: "string", default: "" } } });
const root = fileURLToPath(new URL("..", import.meta.url));
const dir = mkdtempSync(join(tmpdir(), "layer-spending-"));
// A folder of its own: PostgreSQL may run as a user who cannot enter the other one.
const dataDir = mkdtempSync(join(tmpdir(), "layer-spending-postgres-"));
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const ENCRYPTION_KEY = randomBytes(32).toString("base64");
const DOLLAR = 1_000_000_000n;
const usd = (nano) => `$${(Number(nano) / 1e9).toFixed(6)}`;
const REFUSED_PER_SECOND = 1_000;
/** How many times the refused client comes and goes. */
const STORMS = 4;
/** How long the whole may last. */
const MOST_MS = 420_000;

let database;
let ledger;
let sql;
const instances = [];
const violations = [];

const deadline = setTimeout(() => {
  console.error("It took too long and was given up.");
  void end(1);
}, MOST_MS);
deadline.unref();

async function end(code) {
  await stopAll();
  await clear();
  process.exit(code);
}

async function clear() {
  await ledger?.sql.end({ timeout: 1 });
  await sql?.end({ timeout: 1 });
  await database?.stop();
  for (const folder of [dir, dataDir]) rmSync(folder, { recursive: true, force: true });
}
beforeEarlyEnd(clear);

/** Brings out as many tokens as it may; a stream of `"user": "hang"` never ends. */
function startProvider() {
  const head = { id: "chatcmpl-bench", created: 1_795_000_000, model: "gpt-4o-mini" };
  const answer = async (request, response) => {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    const ask = JSON.parse(Buffer.concat(pieces).toString());
    const usage = { prompt_tokens: 5, completion_tokens: ask.max_tokens, total_tokens: 5 + ask.max_tokens };
    if (ask.stream !== true) {
      const message = { role: "assistant", content: "Hello" };
      const choices = [{ index: 0, message, finish_reason: "stop" }];
      response.writeHead(200, { "content-type": "application/json" });
      return response.end(JSON.stringify({ ...head, object: "chat.completion", choices, usage }));
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    const chunk = (choices, more = {}) =>
      `data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", choices, ...more })}\n\n`;
    for (let piece = 0; piece < 20; piece++) {
      response.write(chunk([{ index: 0, delta: { content: "word " }, finish_reason: null }]));
      if (ask.user === "hang" && piece === 2) return;
      await pause(5);
      if (response.destroyed) return;
    }
    response.write(chunk([{ index: 0, delta: {}, finish_reason: "stop" }]));
    return response.end(`${chunk([], { usage })}data: [DONE]\n\n`);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  return new Promise((resolve) => server.once("listening", () => resolve(server)));
}

async function startInstance(providerUrl, place) {
  const home = mkdtempSync(join(dir, `instance-${place}-`));
  const readyFile = join(home, "ready.json");
  const env = {
    PORT: "0",
    DATABASE_URL: database.url,
    AUTH_SECRET: "of the benchmark, thirty-two characters at least",
    ENCRYPTION_KEY,
    LAYER_DATA_DIR: home,
    LAYER_READY_FILE: readyFile,
    LAYER_PLATFORM_OPENAI_API_KEY: "sk-bench",
    LAYER_PLATFORM_OPENAI_BASE_URL: `${providerUrl}/v1`,
    LOG_LEVEL: "error",
  };
  const { child } = await start(["scripts/start.mjs"], { env, cwd: root, ready: /Ctrl C stops/ });
  child.removeAllListeners("exit");
  const { url, pid } = await readyOf(readyFile);
  return {
    url,
    pool: new Pool(url, { connections: 500 }),
    kill9() {
      process.kill(pid, "SIGKILL");
      if (pid !== child.pid) child.kill("SIGKILL");
    },
  };
}

/** Written whole, right after the block on the terminal. */
async function readyOf(file) {
  for (;;) {
    try {
      return JSON.parse(readFileSync(file, "utf8"));
    } catch {
      await pause(20);
    }
  }
}

/** A caller whose calls of 1,000 tokens cost so many dollars and nothing beside, with a limit of that, and rate limits. */
async function callerAt(usdPerCall, limit, limits = {}) {
  const { db } = ledger;
  const { accountId, gateId } = await makeOwner(db);
  await setGate(db, gateId, { model: "gpt-4o-mini" });
  const { keyId, secret } = await makeKey(db, { accountId, limits });
  const ctx = { db, clock: systemClock, accountId, actor: { kind: "operator" } };
  await setPrice(ctx, {
    provider: "openai",
    model: "gpt-4o-mini",
    inputUsdPerMillion: "0",
    cachedInputUsdPerMillion: "0",
    outputUsdPerMillion: String(usdPerCall * 1_000),
  });
  const { limitId } = await makeSpendingLimit(db, { accountId, amountNanoUsd: limit, period: "lifetime" });
  const asked = {
    model: "gpt-4o-mini",
    messages: [{ role: "user", content: "Say hello" }],
    max_tokens: 1_000,
  };
  return {
    keyId,
    limitId,
    secret,
    body: JSON.stringify(asked),
    async call(instance, more = {}, signal = undefined) {
      const answer = await instance.pool.request({
        method: "POST",
        path: "/v1/chat/completions",
        headers: { "content-type": "application/json", authorization: `Bearer ${secret}` },
        body: JSON.stringify({ ...asked, ...more }),
        signal,
      });
      return answer;
    },
  };
}

async function standing(limitId) {
  const [row] = await sql`
    select coalesce(sum(spent_nano_usd), 0)::text as spent, coalesce(sum(reserved_nano_usd), 0)::text as reserved,
      coalesce(sum(fenced_nano_usd), 0)::text as fenced
    from spending_balances where limit_id = ${limitId}`;
  return { spent: BigInt(row.spent), reserved: BigInt(row.reserved), fenced: BigInt(row.fenced) };
}

async function rowsCost(keyId) {
  const [row] =
    await sql`select coalesce(sum(cost_nano_usd), 0)::text as cost from requests where key_id = ${keyId}`;
  return BigInt(row.cost);
}

/** Looks again and again while something runs; tells the most that was spent and reserved together. */
async function watching(limitId, run) {
  let [most, samples, isOver] = [0n, 0, false];
  const watch = (async () => {
    while (!isOver) {
      const { spent, reserved, fenced } = await standing(limitId);
      const total = spent + reserved + fenced;
      if (total > most) most = total;
      samples++;
      await pause(2);
    }
  })();
  const result = await run();
  isOver = true;
  await watch;
  return { result, most, samples };
}

const must = (isTrue, what) => {
  if (!isTrue) violations.push(what);
};

async function settled(caller, within = 10_000) {
  const until = Date.now() + within;
  for (;;) {
    const now = await standing(caller.limitId);
    if (now.reserved === 0n || Date.now() > until) return now;
    await pause(100);
  }
}

async function exactlyFifty() {
  const caller = await callerAt(0.1, 5n * DOLLAR);
  const one = async (place) => {
    const answer = await caller.call(instances[place % 2]);
    await answer.body.text();
    return answer.statusCode;
  };
  const { result, most, samples } = await watching(caller.limitId, () =>
    Promise.all(Array.from({ length: 1_000 }, (_, place) => one(place))),
  );
  const served = result.filter((status) => status === 200).length;
  const refused = result.filter((status) => status === 402).length;
  const { spent, reserved } = await settled(caller);
  console.log(
    `1,000 calls of $0.10 at once on $5.00: ${served} served, ${refused} refused; at most ${usd(most)} in ${samples} samples; spent ${usd(spent)}.`,
  );
  must(served === 50 && refused === 950, `Of 1,000 calls ${served} were served and ${refused} refused.`);
  must(most <= 5n * DOLLAR, `${usd(most)} of $5.00 were committed.`);
  must(spent === 5n * DOLLAR && reserved === 0n, `${usd(spent)} are spent, ${usd(reserved)} reserved.`);
  must((await rowsCost(caller.keyId)) === spent, "What is spent is not what the log says.");
}

async function tenThousandSmall() {
  const caller = await callerAt(0.0004, 10n * DOLLAR);
  let left = 10_000;
  const worker = async (place) => {
    while (left-- > 0) {
      const answer = await caller.call(instances[place % 2]);
      await answer.body.text();
      must(answer.statusCode === 200, `A call that there was money for was answered ${answer.statusCode}.`);
    }
  };
  await Promise.all(Array.from({ length: 32 }, (_, place) => worker(place)));
  const { spent, reserved } = await settled(caller);
  console.log(
    `10,000 calls of $0.0004: spent ${usd(spent)}, the log says ${usd(await rowsCost(caller.keyId))}.`,
  );
  must(spent === 4n * DOLLAR && reserved === 0n, `${usd(spent)} are spent, ${usd(reserved)} reserved.`);
  must((await rowsCost(caller.keyId)) === 4n * DOLLAR, "The log does not say $4.00.");
}

async function cutStreams() {
  const caller = await callerAt(0.1, 5n * DOLLAR);
  const one = async (place) => {
    const leaving = new AbortController();
    try {
      const answer = await caller.call(instances[place % 2], { stream: true }, leaving.signal);
      let bytes = 0;
      const most = Math.random() * 4_500;
      for await (const piece of answer.body) {
        bytes += piece.length;
        if (answer.statusCode === 200 && bytes > most) leaving.abort();
      }
      return answer.statusCode;
    } catch {
      return 499;
    }
  };
  const { result, most, samples } = await watching(caller.limitId, () =>
    Promise.all(Array.from({ length: 1_000 }, (_, place) => one(place))),
  );
  const { spent, reserved, fenced } = await settled(caller);
  const cut = result.filter((status) => status === 499).length;
  console.log(
    `1,000 streams of $0.10 on $5.00, ${cut} cut: at most ${usd(most)} in ${samples} samples; spent ${usd(spent)}, the log says ${usd(await rowsCost(caller.keyId))}.`,
  );
  must(cut > 0, "No stream was cut.");
  must(most <= 5n * DOLLAR, `${usd(most)} of $5.00 were committed.`);
  must(reserved === 0n && fenced === 0n, `${usd(reserved)} are reserved, ${usd(fenced)} fenced.`);
  must((await rowsCost(caller.keyId)) === spent, "What is spent is not what the log says.");
}

async function killedInstance(providerUrl) {
  const doomed = await startInstance(providerUrl, "doomed");
  const caller = await callerAt(0.1, 5n * DOLLAR);
  const held = Array.from({ length: 50 }, async () => {
    const answer = await caller.call(doomed, { stream: true, user: "hang" });
    await answer.body.text().catch(() => {});
    return answer.statusCode;
  });
  const until = Date.now() + 20_000;
  while ((await standing(caller.limitId)).reserved < 5n * DOLLAR && Date.now() < until) await pause(50);
  must((await standing(caller.limitId)).reserved === 5n * DOLLAR, "50 calls did not reserve $5.00.");
  const refused = await caller.call(instances[0]);
  await refused.body.text();
  must(refused.statusCode === 402, "A call was served beside 50 that may use up the limit.");
  doomed.kill9();
  const killedAt = performance.now();
  await Promise.allSettled(held);
  const { reserved, spent } = await settled(caller, 60_000);
  const seconds = (performance.now() - killedAt) / 1_000;
  const statuses = [];
  for (let turn = 0; turn < 51; turn++) {
    const answer = await caller.call(instances[turn % 2]);
    await answer.body.text();
    statuses.push(answer.statusCode);
  }
  const served = statuses.filter((status) => status === 200).length;
  const cost = await rowsCost(caller.keyId);
  console.log(
    `kill -9 with 50 reservations of $0.10: ${usd(reserved)} reserved after ${seconds.toFixed(1)} s, spent ${usd(spent)}; then ${served} calls served for what was left.`,
  );
  must(reserved === 0n && seconds < 60, `${usd(reserved)} were reserved after ${seconds.toFixed(1)} s.`);
  must(
    served === Number((5n * DOLLAR - spent) / (DOLLAR / 10n)),
    `${served} calls were served for what was left.`,
  );
  must(cost === (await settled(caller)).spent, "What is spent is not what the log says.");
}

/** What clients that are refused again and again cost the others: 95th percentile of their calls, without and beside them. */
async function storm() {
  const rich = await callerAt(0.0004, 1_000_000n * DOLLAR);
  /** How long its calls take, in milliseconds. */
  const others = async (ms) => {
    const times = [];
    const until = performance.now() + ms;
    while (performance.now() < until) {
      const sent = performance.now();
      const answer = await rich.call(instances[0]);
      await answer.body.text();
      times.push(performance.now() - sent);
      await pause(10);
    }
    return times;
  };
  await others(2_000);
  const refused = {
    "no money": [await callerAt(0.1, 0n), "402"],
    "no calls left": [await callerAt(0.1, DOLLAR, { requestsPerMinute: 0 }), "429"],
  };
  for (const [why, [poor, status]] of Object.entries(refused)) {
    const [calm, stormy] = [[], []];
    // In turns: what else the machine does from one minute to the next then burdens both alike.
    for (let round = 0; round < STORMS; round++) {
      calm.push(...(await others(4_000)));
      const client = startRefused(instances[0].url, poor);
      await others(1_000);
      stormy.push(...(await others(4_000)));
      const { statuses, seconds } = await client.end();
      const perSecond = (statuses[status] ?? 0) / seconds;
      must(
        Object.keys(statuses).join() === status,
        `One with ${why} was answered ${JSON.stringify(statuses)}.`,
      );
      must(
        perSecond > REFUSED_PER_SECOND * 0.95,
        `One with ${why} was refused ${perSecond.toFixed(0)} times a second.`,
      );
    }
    const [of50, of95] = [0.5, 0.95].map((part) => [at(stormy, part), at(calm, part)]);
    const said = ([storm, without]) => `${storm.toFixed(1)} ms, ${without.toFixed(1)} without`;
    console.log(
      `One with ${why}, refused ${REFUSED_PER_SECOND} times a second: p95 of others ${said(of95)}; median ${said(of50)}.`,
    );
    const added = of95[0] - of95[1];
    must(added < 5, `One with ${why} adds ${added.toFixed(1)} ms to others.`);
  }
}

/** A client in a process of its own that calls so many times a second; `end` tells what it was answered. */
function startRefused(url, { secret, body }) {
  const asked = { url, secret, body, perSecond: REFUSED_PER_SECOND };
  const file = join(root, "bench", "lib", "refused-client.mjs");
  const child = fork(file, [JSON.stringify(asked)]);
  beforeEarlyEnd(() => child.kill());
  return {
    async end() {
      const told = new Promise((resolve) => child.once("message", resolve));
      child.send("end");
      return await told;
    },
  };
}

try {
  database = await startEmbeddedPostgres({ dataDir });
  await migrate(database.url);
  ledger = openLedger(database.url, { max: 5, applicationName: "layer-bench" });
  sql = postgres(database.url, { max: 2, connect_timeout: 5, onnotice: () => {} });
  const provider = await startProvider();
  const providerUrl = `http://127.0.0.1:${provider.address().port}`;
  for (const place of [0, 1]) instances.push(await startInstance(providerUrl, place));
  const parts = {
    fifty: exactlyFifty,
    small: tenThousandSmall,
    cut: cutStreams,
    killed: killedInstance,
    storm,
  };
  for (const [name, run] of Object.entries(parts)) {
    if (values.only === "" || values.only === name) await run(providerUrl);
  }
} catch (error) {
  violations.push(error.stack);
}
for (const violation of new Set(violations)) console.error(violation);
console.log(violations.length === 0 ? "The limits held." : "FAILED");
await end(violations.length === 0 ? 0 : 1);
