// What limits add to a call: the same calls of three accounts of one instance, interleaved in one run: one without any limit, one whose
// rate is limited, and one that also has a hard spending limit.
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { register } from "tsx/esm/api";
import { at, load } from "./lib/load.mjs";
import { cpuMicros, postgresCpuMicros, start, stopAll } from "./lib/processes.mjs";
import { startLayer } from "./lib/start-layer.mjs";

register();
const { openLedger } = await import("../db/client.ts");
const { makeKey, makeOwner, setGate } = await import("../db/factories.ts");
const { makeSpendingLimit } = await import("../db/factories-spending.ts");
const { accounts } = await import("../db/schema/accounts.ts");
const { eq } = await import("drizzle-orm");

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "7" },
    count: { type: "string", default: "4000" },
    "warm-up": { type: "string", default: "10000" },
    connections: { type: "string", default: "32" },
    // Where rates are counted: memory, postgres or redis.
    store: { type: "string", default: "memory" },
  },
});
const [rounds, count, connections] = [values.rounds, values.count, values.connections].map(Number);
const MANY = 1_000_000_000;
const RATES = { requestsPerMinute: MANY, tokensPerMinute: MANY * 1_000, concurrentRequests: 10_000 };

/** An account whose calls are held to some limits that they never reach. */
async function target(layer, db, name, { rates = null, spending = false }) {
  const { accountId, gateId } = await makeOwner(db, { plan: "custom" });
  await setGate(db, gateId, { model: "gpt-4o-mini" });
  const { secret } = await makeKey(db, { accountId });
  await db.update(accounts).set({ limits: rates }).where(eq(accounts.id, accountId));
  if (spending) await makeSpendingLimit(db, { accountId, amountNanoUsd: 900_000_000_000_000_000n });
  return { ...layer, name, headers: { authorization: `Bearer ${secret}` } };
}

async function measure(target, plan) {
  const [before, postgresBefore] = [cpuMicros(target.pid), postgresCpuMicros(target.postmaster)];
  const result = await load(target, plan);
  return {
    ...result,
    cpu: (cpuMicros(target.pid) - before) / plan.count,
    postgres: (postgresCpuMicros(target.postmaster) - postgresBefore) / plan.count,
  };
}

async function compare(title, targets, plan) {
  const results = new Map(targets.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < targets.length; turn++) {
      const next = targets[(round + turn) % targets.length];
      results.get(next.name).push(await measure(next, plan));
    }
  }
  console.log(
    `\n${title}: ${plan.count} calls x ${rounds} rounds, ${plan.connections} connection(s), medians`,
  );
  console.table(
    targets.map(({ name }) => {
      const runs = results.get(name);
      const median = (field) =>
        at(
          runs.map((run) => run[field]),
          0.5,
        );
      return {
        limits: name,
        "CPU µs/call": Math.round(median("cpu")),
        "Postgres µs/call": Math.round(median("postgres")),
        "calls/s": Math.round(median("perSecond")),
        "p50 ms": median("p50").toFixed(2),
        "p99 ms": median("p99").toFixed(2),
      };
    }),
  );
}

const dataDir = mkdtempSync(join(tmpdir(), "layer-bench-"));
let ledger;
try {
  const { match } = await start([fileURLToPath(new URL("lib/fake-provider.mjs", import.meta.url))]);
  const env = { LAYER_LIMITS_STORE: values.store };
  const layer = await startLayer(`http://127.0.0.1:${match[1]}`, dataDir, { env });
  ledger = openLedger(layer.databaseUrl, { max: 2, applicationName: "layer-bench" });
  const targets = [
    await target(layer, ledger.db, "none", {}),
    await target(layer, ledger.db, "rates", { rates: RATES }),
    await target(layer, ledger.db, "rates and hard spending", { rates: RATES, spending: true }),
  ];
  console.log(
    `Node ${process.version}, ${cpus().length} x ${cpus()[0].model.trim()}, rates counted in ${values.store}`,
  );
  for (const each of targets) await load(each, { count: Number(values["warm-up"]), connections });
  await compare("Under load", targets, { count, connections });
  await compare("One at a time", targets, { count: Math.ceil(count / 10), connections: 1 });
} finally {
  await ledger?.sql.end({ timeout: 1 });
  await stopAll();
  rmSync(dataDir, { recursive: true, force: true });
}
