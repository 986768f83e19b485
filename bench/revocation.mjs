// How fast a key stops: two instances under load, and from its stop on each call that is still let in is a fault.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { Pool } from "undici";
import { at } from "./lib/load.mjs";
import { stopAll } from "./lib/processes.mjs";
import { startLayer } from "./lib/start-layer.mjs";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "120" }, rate: { type: "string", default: "200" } },
});
const rounds = Number(values.rounds);
const rate = Number(values.rate);
/** How long a stopped key is watched, and how long the whole may last. */
const WATCH_MS = 250;
const MOST_MS = 240_000;
const MOST_UNDER_WAY = 32;

const answer = JSON.stringify({ choices: [], usage: { prompt_tokens: 1, completion_tokens: 1 } });
const provider = createServer((request, response) => {
  request
    .resume()
    .on("end", () => response.writeHead(200, { "content-type": "application/json" }).end(answer));
});
await new Promise((resolve) => provider.listen(0, "127.0.0.1", resolve));
const providerUrl = `http://127.0.0.1:${provider.address().port}`;
const dirs = [0, 1].map((n) => mkdtempSync(join(tmpdir(), `layer-revocation-${n}-`)));
const body = JSON.stringify({ model: "gpt-4o-mini", messages: [{ role: "user", content: "hello" }] });
const json = { "content-type": "application/json" };
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const load = new Set();
const timers = [];
let sql;

try {
  const first = await startLayer(providerUrl, dirs[0]);
  const { databaseUrl } = JSON.parse(readFileSync(join(dirs[0], "ready.json"), "utf8"));
  const second = await startLayer(providerUrl, dirs[1], {
    env: { DATABASE_URL: process.env.DATABASE_URL ?? databaseUrl },
  });
  sql = postgres(process.env.DATABASE_URL ?? databaseUrl, { max: 1 });
  const pools = [first, second].map(({ origin }) => new Pool(origin, { connections: 64 }));

  const ask = async (pool, method, path, headers, payload) => {
    const reply = await pool.request({ method, path, headers: { ...json, ...headers }, body: payload });
    const text = await reply.body.text();
    return { status: reply.statusCode, body: text === "" ? null : JSON.parse(text) };
  };
  const call = (pool, headers) => ask(pool, "POST", "/v1/chat/completions", headers, body);
  const manage = async (method, path, payload) => {
    const reply = await ask(pools[0], method, path, first.headers, payload && JSON.stringify(payload));
    if (reply.status >= 300) throw new Error(`${method} ${path} answered ${reply.status}`);
    return reply.body;
  };

  // The load: so many calls a second on each instance. What a busy machine cannot take is left out, and the figure says so.
  let made = 0;
  for (const pool of pools) {
    let underWay = 0;
    let due = performance.now();
    const timer = setInterval(() => {
      for (; due < performance.now(); due += 1_000 / rate) {
        if (underWay >= MOST_UNDER_WAY) continue;
        underWay += 1;
        const ended = call(pool, first.headers).then(
          () => (made += 1),
          () => {},
        );
        const noted = ended.finally(() => {
          underWay -= 1;
          load.delete(noted);
        });
        load.add(noted);
      }
    }, 5);
    timers.push(timer);
  }

  const STOPS = {
    delete: (id) => manage("DELETE", `/v1/keys/${id}`),
    disable: (id) => manage("PATCH", `/v1/keys/${id}`, { disabled: true }),
    // The first moment of an expiry is ten minutes ahead in the API; the ledger's own word takes the place of waiting.
    expire: (id) => sql`update api_keys set expires_at = clock_timestamp() where id = ${id}`,
  };
  const results = [];
  const startedAt = performance.now();
  for (let round = 0; round < rounds && performance.now() - startedAt < MOST_MS; round += 1) {
    const how = Object.keys(STOPS)[round % 3];
    const { id, key } = await manage("POST", "/v1/keys", { name: "Short life" });
    const headers = { authorization: `Bearer ${key}` };
    const calls = [];
    let isWatching = true;
    const racers = pools.flatMap((pool) =>
      Array.from({ length: 4 }, async () => {
        while (isWatching) {
          const began = performance.now();
          const { status } = await call(pool, headers);
          calls.push({ began, ended: performance.now(), status });
        }
      }),
    );
    await pause(50);
    const asked = performance.now();
    await STOPS[how](id);
    const answered = performance.now();
    await pause(WATCH_MS);
    isWatching = false;
    await Promise.all(racers);
    const accepted = calls.filter(({ status }) => status === 200);
    results.push({
      how,
      answerMs: answered - asked,
      calls: calls.length,
      late: accepted.filter(({ began }) => began > answered).length,
      lastBeganMs: Math.max(...accepted.map(({ began }) => began)) - answered,
      firstRefusedMs:
        Math.min(...calls.filter(({ status }) => status === 401).map(({ ended }) => ended)) - asked,
    });
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  for (const timer of timers) clearInterval(timer);
  await Promise.all(load);
  console.log(
    `${results.length} revocations beside ${Math.round(made / seconds)} calls/s over two instances`,
  );
  for (const how of Object.keys(STOPS)) {
    const own = results.filter((result) => result.how === how);
    const ms = (name) =>
      [0.5, 0.99, 1]
        .map((share) =>
          at(
            own.map((result) => result[name]),
            share,
          ).toFixed(1),
        )
        .join(" / ");
    const sum = (name) => own.reduce((total, result) => total + result[name], 0);
    console.log(`${how}: ${own.length} keys, ${sum("calls")} racing calls`);
    console.log(`  accepted among those that began after the answer: ${sum("late")}`);
    console.log(`  the revocation's own answer: ${ms("answerMs")} ms (p50 / p99 / max)`);
    console.log(`  first refusal heard, from when it was asked for: ${ms("firstRefusedMs")} ms`);
    console.log(`  last accepted call began, from the answer: ${ms("lastBeganMs")} ms`);
  }
  if (results.some(({ late }) => late > 0)) process.exitCode = 1;
  await Promise.all(pools.map((pool) => pool.close()));
} finally {
  for (const timer of timers) clearInterval(timer);
  await sql?.end();
  await stopAll();
  provider.closeAllConnections();
  provider.close();
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
}
