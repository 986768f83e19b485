// What a gate promises of its models: shares over 10,000 calls, and calls that hang while others do not.
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "undici";
import { at } from "./lib/load.mjs";
import { stopAll } from "./lib/processes.mjs";
import { startLayer } from "./lib/start-layer.mjs";

const WEIGHTS = { "openai/a": 70, "openai/b": 20, "openai/c": 10 };
const answer = JSON.stringify({ choices: [], usage: { prompt_tokens: 1, completion_tokens: 1 } });
const counts = {};
const stuck = [];

const provider = createServer((request, response) => {
  if (request.method === "GET") return response.writeHead(404).end();
  let text = "";
  request.on("data", (piece) => {
    text += piece;
  });
  request.on("end", () => {
    const { model } = JSON.parse(text);
    counts[model] = (counts[model] ?? 0) + 1;
    if (model === "hangs") return stuck.push(response);
    response.writeHead(200, { "content-type": "application/json" }).end(answer);
  });
});
await new Promise((resolve) => provider.listen(0, "127.0.0.1", resolve));

const dataDir = mkdtempSync(join(tmpdir(), "layer-routing-"));
try {
  const layer = await startLayer(`http://127.0.0.1:${provider.address().port}`, dataDir);
  const pool = new Pool(layer.origin, { connections: 300 });
  const post = async (path, body) => {
    const headers = { "content-type": "application/json", ...layer.headers };
    const reply = await pool.request({ path, method: "POST", headers, body: JSON.stringify(body) });
    const text = await reply.body.text();
    if (reply.statusCode >= 300) throw new Error(`${path} answered ${reply.statusCode}: ${text}`);
  };
  const chat = (model) =>
    post("/v1/chat/completions", { model, messages: [{ role: "user", content: "hello" }] });
  const timed = async (count, model) => {
    const times = [];
    for (let left = count; left > 0; left -= 1) {
      const began = performance.now();
      await chat(model);
      times.push(performance.now() - began);
    }
    return times;
  };

  const [model, ...fallbackModels] = Object.keys(WEIGHTS);
  const routing = { model, fallbackModels, routingStrategy: "weighted", weights: WEIGHTS };
  await post("/v1/gates", { name: "shared", ...routing });
  await Promise.all(Array.from({ length: 20 }, () => timed(500, "shared")));
  console.log("10,000 calls over 70/20/10:", counts);

  await post("/v1/gates", { name: "stuck", model: "openai/hangs" });
  const hanging = Array.from({ length: 200 }, () => chat("stuck"));
  while (stuck.length < 200) await new Promise((resolve) => setTimeout(resolve, 10));
  const times = (await Promise.all(Array.from({ length: 10 }, () => timed(100, "shared")))).flat();
  console.log(
    `beside 200 hanging calls: p50 ${at(times, 0.5).toFixed(1)} ms, p95 ${at(times, 0.95).toFixed(1)} ms`,
  );
  for (const response of stuck) response.writeHead(200, { "content-type": "application/json" }).end(answer);
  await Promise.all(hanging);
  await pool.close();
} finally {
  await stopAll();
  provider.closeAllConnections();
  provider.close();
  rmSync(dataDir, { recursive: true, force: true });
}
