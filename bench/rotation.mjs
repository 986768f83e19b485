// A rotation under load: 200 requests a second of one key, whose clients move from the old secret to the new one, one by one.
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";
import { Pool } from "undici";
import { at } from "./lib/load.mjs";
import { stopAll } from "./lib/processes.mjs";
import { startLayer } from "./lib/start-layer.mjs";

const CLIENTS = 20;
const PER_SECOND = 200;
const SECONDS = 20;
const ROTATE_AT_SECOND = 4;
const MOVED_BY_SECOND = 14;

const answer = JSON.stringify({ choices: [], usage: { prompt_tokens: 1, completion_tokens: 1 } });
const provider = createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(200, { "content-type": "application/json" }).end(answer);
  });
});
await new Promise((resolve) => provider.listen(0, "127.0.0.1", resolve));

const dataDir = mkdtempSync(join(tmpdir(), "layer-rotation-"));
try {
  const layer = await startLayer(`http://127.0.0.1:${provider.address().port}`, dataDir);
  const sql = postgres(layer.databaseUrl, { max: 1 });
  const pool = new Pool(layer.origin, { connections: 64 });
  const send = async (method, path, body, headers = layer.headers) => {
    const reply = await pool.request({
      path,
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await reply.body.text();
    return { status: reply.statusCode, json: text === "" ? null : JSON.parse(text) };
  };
  const bearer = (secret) => ({ authorization: `Bearer ${secret}` });
  const messages = [{ role: "user", content: "hello" }];
  const chat = (secret) =>
    send("POST", "/v1/chat/completions", { model: "gpt-4o-mini", messages }, bearer(secret));

  const { json: key } = await send("POST", "/v1/keys", { name: "Rotated" });
  const sent = new Map([[key.key, 0]]);
  const failures = [];
  const times = [];
  const holds = Array.from({ length: CLIENTS }, () => key.key);
  const one = async (client) => {
    const secret = holds[client];
    sent.set(secret, (sent.get(secret) ?? 0) + 1);
    const began = performance.now();
    const { status, json } = await chat(secret);
    times.push(performance.now() - began);
    if (status !== 200) failures.push(json?.error?.code ?? status);
  };

  const began = performance.now();
  const second = () => (performance.now() - began) / 1000;
  const calls = [];
  let next;
  let old;
  const rotation = (async () => {
    await wait(ROTATE_AT_SECOND * 1000);
    const rotated = await send("POST", `/v1/keys/${key.id}/rotate`, { oldSecretEnds: 600 });
    if (rotated.status !== 201) throw new Error(`The rotation answered ${rotated.status}`);
    next = rotated.json.key;
    const { json } = await send("GET", `/v1/keys/${key.id}/secrets`);
    old = json.data.find(({ keyLastFour }) => keyLastFour === key.key.slice(-4));
    const step = ((MOVED_BY_SECOND - ROTATE_AT_SECOND) * 1000) / CLIENTS;
    for (let client = 0; client < CLIENTS; client += 1) {
      holds[client] = next;
      await wait(step);
    }
  })();
  for (let call = 0; second() < SECONDS; call += 1) {
    calls.push(one(call % CLIENTS));
    await wait(Math.max(0, ((call + 1) / PER_SECOND - second()) * 1000));
  }
  await rotation;
  await Promise.all(calls);

  const ended = await send("DELETE", `/v1/keys/${key.id}/secrets/${old.id}`);
  const refused = await chat(key.key);
  const rows = await sql`
    select s.last_four, count(*)::int as rows, count(*) filter (where r.error_code is null)::int as answered
    from requests r join api_key_secrets s on s.id = r.secret_id where r.key_id = ${key.id}
    group by 1, s.id order by s.id`;
  const [sums] = await sql`select sum(requests)::int as requests from usage_hourly where key_id = ${key.id}`;
  console.log(`${times.length} calls in ${SECONDS} s over one rotation, ${failures.length} failed`, failures);
  console.log(`p50 ${at(times, 0.5).toFixed(1)} ms, p99 ${at(times, 0.99).toFixed(1)} ms`);
  for (const [secret, count] of sent) console.log(`sent with …${secret.slice(-4)}: ${count}`);
  for (const row of rows) console.log(`logged with …${row.last_four}: ${row.rows}, answered ${row.answered}`);
  console.log(`sum of the key: ${sums.requests}`);
  console.log(`old secret stopped (${ended.status}), then: ${refused.status} ${refused.json.error.code}`);
  await sql.end();
  await pool.close();
} finally {
  await stopAll();
  provider.closeAllConnections();
  provider.close();
  rmSync(dataDir, { recursive: true, force: true });
}
