// What the gateway adds to a call: ours with everything on, a bare Node proxy, and a peer, interleaved in one run.
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { at, load } from "./lib/load.mjs";
import { cpuMicros, memoryMiB, postgresCpuMicros, start, stopAll } from "./lib/processes.mjs";
import { startLayer } from "./lib/start-layer.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const option = (name, fallback) =>
  Number(process.argv.find((arg) => arg.startsWith(`--${name}=`))?.split("=")[1] ?? fallback);
const rounds = option("rounds", 5);
const count = option("count", 6_000);
const connections = option("connections", 32);
const warmUp = option("warm-up", 20_000);
const pages = option("pages", 1);

async function startTargets(dataDir) {
  const { match } = await start([join(here, "lib/fake-provider.mjs")]);
  const providerUrl = `http://127.0.0.1:${match[1]}`;
  const bare = await start([join(here, "lib/bare-proxy.mjs"), providerUrl]);
  const portkeyPort = 20_000 + (process.pid % 20_000);
  const portkey = await start(
    [
      join(here, "node_modules/@portkey-ai/gateway/build/start-server.js"),
      `--port=${portkeyPort}`,
      "--headless",
    ],
    { ready: /Ready for connections/ },
  );
  return {
    direct: { name: "provider alone", pid: null, origin: providerUrl, headers: {} },
    gateways: [
      { name: "bare proxy", pid: bare.child.pid, origin: `http://127.0.0.1:${bare.match[1]}`, headers: {} },
      await startLayer(providerUrl, dataDir, { pages }),
      {
        name: "portkey",
        pid: portkey.child.pid,
        origin: `http://127.0.0.1:${portkeyPort}`,
        headers: {
          "x-portkey-provider": "openai",
          "x-portkey-custom-host": `${providerUrl}/v1`,
          authorization: "Bearer sk-bench",
        },
      },
    ],
  };
}

async function measure(target, plan) {
  const before = target.pid === null ? 0 : cpuMicros(target.pid);
  const postgresBefore = target.postmaster ? postgresCpuMicros(target.postmaster) : 0;
  const result = await load(target, plan);
  const cpu = target.pid === null ? 0 : (cpuMicros(target.pid) - before) / plan.count;
  const postgres = target.postmaster
    ? (postgresCpuMicros(target.postmaster) - postgresBefore) / plan.count
    : 0;
  return { ...result, cpu, postgres };
}

async function compare(title, targets, plan) {
  const results = new Map(targets.map((target) => [target.name, []]));
  for (let round = 0; round < rounds; round++) {
    // Each round starts with another target, so that none always runs on a warm or a tired machine.
    for (let turn = 0; turn < targets.length; turn++) {
      const target = targets[(round + turn) % targets.length];
      results.get(target.name).push(await measure(target, plan));
    }
  }
  const floor = results.get("bare proxy");
  console.log(
    `\n${title}: ${plan.count} calls x ${rounds} rounds, ${plan.connections} connection(s), medians`,
  );
  const rows = targets.map(({ name, pid }) => {
    const runs = results.get(name);
    const median = (field) =>
      at(
        runs.map((run) => run[field]),
        0.5,
      );
    return {
      gateway: name,
      "CPU µs/call": pid === null ? "" : Math.round(median("cpu")),
      "x bare":
        pid === null
          ? ""
          : at(
              runs.map((run, index) => run.cpu / floor[index].cpu),
              0.5,
            ).toFixed(2),
      "Postgres µs/call": median("postgres") === 0 ? "" : Math.round(median("postgres")),
      "calls/s": Math.round(median("perSecond")),
      "p50 ms": median("p50").toFixed(2),
      "p99 ms": median("p99").toFixed(2),
      "first byte p50 ms": median("firstP50").toFixed(2),
      "memory MiB": pid === null ? "" : memoryMiB(pid),
    };
  });
  console.table(rows);
}

const dataDir = mkdtempSync(join(tmpdir(), "layer-bench-"));
try {
  const { direct, gateways } = await startTargets(dataDir);
  console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0].model.trim()}`);
  for (const target of gateways) {
    await load(target, { count: warmUp, connections });
    await load(target, { count: Math.ceil(warmUp / 10), connections, stream: true });
  }
  await compare("Plain, under load", gateways, { count, connections });
  await compare("Plain, one at a time", [direct, ...gateways], {
    count: Math.ceil(count / 10),
    connections: 1,
  });
  await compare("Streamed, under load", gateways, { count: Math.ceil(count / 4), connections, stream: true });
  await compare("Streamed, one at a time", [direct, ...gateways], {
    count: Math.ceil(count / 20),
    connections: 1,
    stream: true,
  });
} finally {
  await stopAll();
  rmSync(dataDir, { recursive: true, force: true });
}
