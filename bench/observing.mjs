// What metrics and traces add to a call: three instances of the built app with one provider, interleaved in one run. CPU time of each
// instance's process only, so that the figures hold on a machine that does other things.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { at, load } from "./lib/load.mjs";
import { cpuMicros, start, stopAll } from "./lib/processes.mjs";
import { startLayer } from "./lib/start-layer.mjs";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "7" },
    count: { type: "string", default: "4000" },
    "warm-up": { type: "string", default: "10000" },
    connections: { type: "string", default: "32" },
  },
});
const [rounds, count, connections] = [values.rounds, values.count, values.connections].map(Number);

// A collector that takes everything and looks at nothing.
const taken = { "/v1/traces": 0, "/v1/metrics": 0 };
const collector = createServer((request, response) => {
  taken[request.url] += 1;
  request
    .resume()
    .once("end", () => response.writeHead(200, { "content-type": "application/json" }).end("{}"));
});
collector.listen(0, "127.0.0.1");
await once(collector, "listening");

const metrics = { METRICS_TOKEN: "a-token-of-the-benchmark" };
const traces = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collector.address().port}` };
const SETTINGS = [
  ["neither", { METRICS_TOKEN: "", OTEL_EXPORTER_OTLP_ENDPOINT: "" }],
  ["metrics", { ...metrics, OTEL_EXPORTER_OTLP_ENDPOINT: "" }],
  ["metrics and traces", { ...metrics, ...traces }],
];

const folders = [];
try {
  const { match } = await start([fileURLToPath(new URL("lib/fake-provider.mjs", import.meta.url))]);
  const targets = [];
  for (const [name, env] of SETTINGS) {
    const folder = mkdtempSync(join(tmpdir(), "layer-bench-"));
    folders.push(folder);
    targets.push({ ...(await startLayer(`http://127.0.0.1:${match[1]}`, folder, { env })), name });
  }
  for (const target of targets) await load(target, { count: Number(values["warm-up"]), connections });
  const runs = new Map(targets.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < targets.length; turn++) {
      const target = targets[(round + turn) % targets.length];
      const before = cpuMicros(target.pid);
      await load(target, { count, connections });
      runs.get(target.name).push((cpuMicros(target.pid) - before) / count);
    }
  }
  console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0].model.trim()}`);
  console.log(`${count} calls x ${rounds} rounds, ${connections} connections; the collector took`, taken);
  console.table(
    targets.map(({ name }) => ({
      watched: name,
      "CPU ms/1,000 calls": Math.round(at(runs.get(name), 0.5)),
      least: Math.round(Math.min(...runs.get(name))),
      most: Math.round(Math.max(...runs.get(name))),
    })),
  );
} finally {
  await stopAll();
  collector.closeAllConnections();
  collector.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
