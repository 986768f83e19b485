// Charts of usage over a large log: how long the server needs for each, from folded sums, and how long the same takes over the rows
// of the log themselves.
import { parseArgs } from "node:util";
import { keptLog, ZONE } from "./lib/kept-log.mjs";
import { openBenchLedger } from "./lib/ledger.mjs";
import { at } from "./lib/load.mjs";

const { exploreUsage } = await import("../lib/usage/explore/explore-usage.ts");

const { values: options } = parseArgs({
  options: {
    requests: { type: "string", default: "1000000" },
    keys: { type: "string", default: "200" },
    runs: { type: "string", default: "40" },
    /** Part of the names of the cases to run. */
    only: { type: "string", default: "" },
    /** A folder that is kept, and used again when it has a log. */
    data: { type: "string" },
    /** Measure the rows themselves too, once each. */
    raw: { type: "boolean", default: true },
  },
  allowNegative: true,
});
const AIM_MS = 100;
const HOUR_MS = 3_600_000;

const ledger = await openBenchLedger("usage", options.data);
const { sql, end, contextOf } = ledger;

try {
  const made = await keptLog(ledger, { requests: Number(options.requests), keys: Number(options.keys) });
  await measure(contextOf(made.accountId), { ...made, midnights: await midnightsBefore(made.to) });
} finally {
  await end();
}

/** The local midnights before a moment, the first one that of its own day. */
async function midnightsBefore(moment) {
  const rows = await sql`
    select date_trunc('day', ${moment}::timestamptz at time zone ${ZONE} - make_interval(days => at)) at time zone ${ZONE} as midnight
    from generate_series(0, 90) at order by at`;
  return rows.map(({ midnight }) => midnight);
}

/** As pages ask: up to the end of the running hour, from a local midnight that many days ago. */
function chart({ to, midnights }, days, query) {
  return {
    from: midnights[days],
    to: new Date(Math.ceil(to.getTime() / HOUR_MS) * HOUR_MS),
    zone: ZONE,
    grain: "day",
    metric: "spend",
    filter: {},
    top: 10,
    ...query,
  };
}

async function measure(ctx, made) {
  const key = { key: { in: [made.keyIds[3]], notIn: [] } };
  const ask = (days, query) => () => exploreUsage(ctx, chart(made, days, query));
  const charts = [
    ["90 days by key", ask(90, { group: "key" })],
    ["90 days by key, 50 of them", ask(90, { group: "key", top: 50 })],
    ["90 days by model", ask(90, { group: "model" })],
    ["90 days by gate", ask(90, { group: "gate" })],
    ["90 days by status", ask(90, { group: "status" })],
    ["90 days by tag", ask(90, { group: "tag" })],
    ["90 days by key and model", ask(90, { group: "key", subgroup: "model" })],
    ["90 days of a key by model", ask(90, { group: "model", filter: key })],
    ["90 days by week and key", ask(90, { group: "key", grain: "week" })],
    ["90 days p95 by key", ask(90, { group: "key", metric: "latencyP95" })],
    ["90 days p95 by model", ask(90, { group: "model", metric: "latencyP95" })],
    ["7 days by hour and key", ask(7, { group: "key", grain: "hour" })],
    ["7 days by hour and model", ask(7, { group: "model", grain: "hour" })],
    ["totals of 30 days", ask(30, { grain: "none" })],
    ["totals of 90 days", ask(90, { grain: "none" })],
    [
      "overview: 30 days by day and by model, and those before",
      () => Promise.all([ask(30, {})(), ask(30, { group: "model" })(), ask(60, { grain: "none" })()]),
    ],
  ].filter(([name]) => name.includes(options.only));
  const results = [];
  for (const [name, run] of charts) {
    await run();
    const times = [];
    while (times.length < Number(options.runs)) {
      const began = performance.now();
      await run();
      times.push(performance.now() - began);
    }
    results.push({ name, p50: at(times, 0.5), p95: at(times, 0.95) });
    console.log(
      `${name.padEnd(56)} p50 ${at(times, 0.5).toFixed(1).padStart(7)} ms  p95 ${at(times, 0.95).toFixed(1).padStart(7)} ms`,
    );
  }
  const slow = results.filter(({ p95 }) => p95 > AIM_MS).map(({ name }) => name);
  console.log(slow.length === 0 ? `all within ${AIM_MS} ms` : `above ${AIM_MS} ms: ${slow.join(", ")}`);
  if (options.raw) await measureRows(made);
}

/** The same charts as sums over the rows of the log. */
async function measureRows({ accountId, from, to }) {
  for (const column of ["key_id", "model_used"]) {
    await sql.begin(async (tx) => {
      await tx`set local statement_timeout = 0`;
      const [
        {
          "QUERY PLAN": [plan],
        },
      ] = await tx.unsafe(`
        explain (analyze, format json) select date_trunc('day', started_at, '${ZONE}'), ${column}, count(*), sum(cost_nano_usd)
        from requests where account_id = '${accountId}' and started_at >= '${from.toISOString()}'
          and started_at < '${to.toISOString()}' group by 1, 2`);
      console.log(
        `over the rows: 90 days by ${column}: ${plan["Execution Time"].toFixed(0)} ms, ${nodes(plan.Plan)}`,
      );
    });
  }
}

function nodes(plan) {
  return [plan["Node Type"], ...(plan.Plans ?? []).slice(0, 1).map(nodes)].join(" < ");
}
