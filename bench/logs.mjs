// The log of an account with millions of requests: how long the server needs for a page, a total, the bars and the causes of errors,
// and what the same page costs when it is read without the indexes or with an offset.
import { parseArgs } from "node:util";
import { keptLog } from "./lib/kept-log.mjs";
import { openBenchLedger } from "./lib/ledger.mjs";
import { at } from "./lib/load.mjs";

const { only } = await import("../lib/core/request-filter.ts");
const { HOUR_MS } = await import("../lib/core/time.ts");
const { errorGroups } = await import("../lib/logs/error-groups.ts");
const { listLogs } = await import("../lib/logs/list-logs.ts");
const { logHistogram } = await import("../lib/logs/log-histogram.ts");
const { logTotal } = await import("../lib/logs/log-total.ts");

const { values: options } = parseArgs({
  options: {
    requests: { type: "string", default: "1000000" },
    runs: { type: "string", default: "40" },
    /** Part of the names of the cases to run. */
    only: { type: "string", default: "" },
    /** A folder that is kept, and used again when it has a log. */
    data: { type: "string" },
  },
});
const runs = Number(options.runs);
const AIM_MS = 100;

const ledger = await openBenchLedger("logs", options.data);
const { sql, end, contextOf } = ledger;

try {
  const { accountId } = await keptLog(ledger, { requests: Number(options.requests) });
  await measure(contextOf(accountId));
} finally {
  await end();
}

async function measure(ctx) {
  const [newest] = await sql`select id, started_at from requests order by id desc limit 1`;
  const [deep] =
    await sql`select id from requests where id < ${middleOf(newest.started_at)} order by id desc limit 1`;
  const [key] =
    await sql`select key_id, count(*) from requests where id > ${middleOf(newest.started_at, 80)} group by 1 order by 2 limit 1`;
  const to = new Date(Math.ceil(newest.started_at.getTime() / HOUR_MS) * HOUR_MS);
  const span = { from: new Date(to.getTime() - 90 * 24 * HOUR_MS), to };
  const list =
    (filter, place = {}) =>
    () =>
      listLogs(ctx, { ...span, ...filter }, { limit: 50, ...place });
  const filters = {
    all: {},
    "one key": { key: only(key.key_id) },
    "model + status": { model: only("gpt-4o"), status: only("429") },
    error: { error: ["client_closed"] },
    provider: { provider: only("mistral") },
    "endpoint + fallback": { endpoint: only("embeddings"), fallback: true },
    "cost > $0.05": { minCostNanoUsd: 50_000_000n },
    "latency > 20 s": { minLatencyMs: 20_000 },
    tag: { tag: only("staging") },
    "error text": { search: "status 502" },
    "error text, none": { search: "nothing like it" },
    "% x 10,000": { search: "%".repeat(10_000) },
    "regex bait": { search: "(a+)+$".repeat(8_000) },
  };
  const cases = [
    ...Object.entries(filters).map(([name, filter]) => [`page: ${name}`, list(filter)]),
    ["page: deep", list({}, { before: deep.id })],
    ["page: deep, one key", list({ key: only(key.key_id) }, { before: deep.id })],
    ...Object.entries(filters).map(([name, filter]) => [
      `total: ${name}`,
      () => logTotal(ctx, { ...span, ...filter }),
    ]),
    ["bars: all", () => logHistogram(ctx, span, "UTC")],
    ["bars: one key", () => logHistogram(ctx, { ...span, key: only(key.key_id) }, "UTC")],
    ["bars: cost > $0.05", () => logHistogram(ctx, { ...span, minCostNanoUsd: 50_000_000n }, "UTC")],
    ["errors", () => errorGroups(ctx, span)],
  ];
  const results = [];
  for (const [name, run] of cases.filter(([name]) => name.includes(options.only))) {
    let answer = await run();
    const times = [];
    for (let count = 0; count < runs; count += 1) {
      const began = performance.now();
      answer = await run();
      times.push(performance.now() - began);
    }
    const result = { name, p50: at(times, 0.5), p95: at(times, 0.95) };
    results.push(result);
    console.log(`${lineOf(result)}  ${wordsOf(answer)}`);
  }
  await rawPlans(ctx, key.key_id);
  const slow = results.filter(({ p95 }) => p95 > AIM_MS).map(({ name }) => name);
  console.log(
    slow.length > 0
      ? `above ${AIM_MS} ms: ${slow.join(", ")}`
      : `all within ${AIM_MS} ms at the 95th percentile`,
  );
}

/** What the same questions cost where pages are cut by offset, and sums are taken from the rows. */
async function rawPlans({ accountId }, keyId) {
  const raw = {
    "raw: offset of half the log": sql`select * from requests where account_id = ${accountId} order by id desc limit 50
      offset (select count(*) / 2 from requests)`,
    "raw: total of one key": sql`select count(*), sum(cost_nano_usd) from requests where account_id = ${accountId} and key_id::text = ${keyId}`,
    "raw: total of all": sql`select count(*), sum(cost_nano_usd) from requests where account_id = ${accountId}`,
    "raw: text of an error": sql`select count(*) from requests where account_id = ${accountId} and error_message ilike '%nothing like it%'`,
  };
  for (const [name, statement] of Object.entries(raw)) {
    if (!name.includes(options.only)) continue;
    const began = performance.now();
    await statement.catch(() => null);
    console.log(`${name.padEnd(32)} once ${(performance.now() - began).toFixed(0).padStart(7)} ms`);
  }
}

function middleOf(moment, days = 45) {
  const ms = moment.getTime() - days * 24 * HOUR_MS;
  const hex = ms.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

function lineOf({ name, p50, p95 }) {
  return `${name.padEnd(32)} p50 ${p50.toFixed(1).padStart(7)} ms  p95 ${p95.toFixed(1).padStart(7)} ms`;
}

/** Whether there was an answer in time: a fast half of one is no answer. */
function wordsOf({ rows, stopped, requests, isWhole, bars, groups, countedSince }) {
  const since = (moment) => (moment ? `, back to ${moment.toISOString().slice(0, 10)}` : "");
  if (rows !== undefined) return `${rows.length} rows${since(stopped?.at)}`;
  if (requests !== undefined) return `${isWhole ? "" : "more than "}${requests} requests`;
  return `${(bars ?? groups).length} ${bars ? "bars" : "causes"}${since(countedSince)}`;
}
