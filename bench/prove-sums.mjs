// Random cells of random charts over a large log, each against the rows that the log answers for its filter and span, page by page:
// the query behind GET /v1/logs. Rows that came late, prices that were corrected and rows that have expired are among them. Ends
// with code 1 when any cell differs from its rows by as much as a nano-dollar.
import { parseArgs } from "node:util";
import { openBenchLedger } from "./lib/ledger.mjs";
import { seedRequests } from "./lib/seed-requests.mjs";

const { makeRequests } = await import("../db/factories-requests.ts");
const { seededRandom } = await import("../lib/core/seeded-random.ts");
const { writeCorrections } = await import("../lib/corrections/write-corrections.ts");
const { listLogs } = await import("../lib/logs/list-logs.ts");
const { randomCell, randomChart } = await import("../lib/testing/random-chart.ts");
const { exploreUsage } = await import("../lib/usage/explore/explore-usage.ts");
const { foldUsage } = await import("../lib/usage/rollups/fold-usage.ts");

const { values: options } = parseArgs({
  options: {
    requests: { type: "string", default: "1000000" },
    cells: { type: "string", default: "1000" },
    /** Cells with more rows than this are left to others: reading them all takes too long. */
    most: { type: "string", default: "5000" },
    seed: { type: "string", default: "5" },
  },
});
const DAY_MS = 86_400_000;
const random = seededRandom(Number(options.seed));
const { db, sql, end, contextOf } = await openBenchLedger("sums");

let differing = 0;
try {
  const made = await seedRequests({ sql, db }, { requests: Number(options.requests) });
  const ctx = contextOf(made.accountId);
  const cells = Number(options.cells);
  await prove(ctx, made, Math.floor(cells / 10), "not folded");
  await foldUsage(db);
  await writeLate(made);
  await correct(made);
  await prove(ctx, made, Math.floor(cells / 2), "folded, then written to late and corrected");
  await foldUsage(db);
  await prove(ctx, made, cells - Math.floor(cells / 10) - Math.floor(cells / 2), "folded again");
  await expire(made);
  await prove(ctx, made, Math.floor(cells / 2), "after the oldest months expired");
} finally {
  await end();
}
process.exitCode = differing === 0 ? 0 : 1;

/** Requests that waited for the database: of any time before. */
async function writeLate({ accountId, keys, gateIds, from }) {
  for (const { keyId, secretId } of keys.slice(0, 20)) {
    const rows = Array.from({ length: 100 }, () => ({
      startedAt: new Date(from.getTime() + Math.floor(random() * 85 * DAY_MS)),
      gateId: gateIds[Math.floor(random() * gateIds.length)],
      modelUsed: "gpt-4o",
      provider: "openai",
      costNanoUsd: random() < 0.2 ? null : BigInt(Math.floor(random() * 1e9)),
    }));
    await makeRequests(db, { accountId, keyId, secretId }, rows);
  }
}

/** Books corrections as prices that became known or changed do. */
async function correct({ accountId }) {
  const id = crypto.randomUUID();
  await sql`insert into cost_bookings (id, account_id, provider, model, since, until, price_version, requests, newly_priced, delta_nano_usd, created_at)
    values (${id}, ${accountId}, 'openai', 'any', '2020-01-01', now(), 'proof', 0, 0, 0, now())`;
  const rows = await sql`
    select id, cost_nano_usd is null as is_new from requests where account_id = ${accountId} order by md5(id::text) limit 10000`;
  for (let at = 0; at < rows.length; at += 500) {
    const some = rows
      .slice(at, at + 500)
      .map((row) => ({ id: row.id, isNew: row.is_new, deltaNanoUsd: BigInt(Math.floor(random() * 1e9)) }))
      .sort((one, another) => (one.id < another.id ? -1 : 1));
    await db.transaction((tx) =>
      writeCorrections(tx, { id, accountId, priceVersion: "proof", at: new Date() }, some),
    );
  }
}

/** Drops the two oldest months, as retention does. */
async function expire({ from }) {
  const keptFrom = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 2, 1));
  for (const month of [0, 1]) {
    const name = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + month, 1))
      .toISOString()
      .slice(0, 7)
      .replace("-", "_");
    for (const table of ["requests", "cost_corrections"])
      await sql.unsafe(`drop table if exists ${table}_${name}`);
  }
  await sql`insert into retention (kind, kept_from) values ('requests', ${keptFrom.toISOString()})`;
}

async function prove(ctx, made, count, what) {
  const values = {
    key: made.keyIds.slice(0, 20),
    gate: made.gateIds,
    model: ["gpt-4o", "gpt-4o-mini", "claude-sonnet-4-5"],
    provider: ["openai", "google"],
    endpoint: ["messages", "embeddings"],
    status: ["4xx", "200", "502"],
    tag: ["production", "staging", "eu", null],
  };
  const began = performance.now();
  let rows = 0;
  let expired = 0;
  for (let proven = 0; proven < count; ) {
    const query = randomChart(random, made, values);
    const found = randomCell(random, query, await exploreUsage(ctx, query), Number(options.most));
    if (found === null) continue;
    proven += 1;
    const { cell, filter, from, to } = found;
    const sum = await sumOfRows(ctx, { ...filter, from, to });
    const whole = { ...query, from, to, filter, group: null, subgroup: null, grain: "none", metric: "spend" };
    const gone = await exploreUsage(ctx, whole);
    rows += sum.requests;
    expired += gone.expired;
    const isSame =
      cell.requests === sum.requests + gone.expired &&
      (gone.expired > 0 ||
        (cell.costNanoUsd === sum.costNanoUsd &&
          cell.unpriced === sum.unpriced &&
          cell.outputTokens === sum.outputTokens));
    if (!isSame) {
      differing += 1;
      console.log("differs", { cell, sum, expired: gone.expired, query, filter, from, to });
    }
  }
  const seconds = ((performance.now() - began) / 1_000).toFixed(0);
  console.log(
    `${what}: ${count} cells of ${rows} rows, ${expired} of them expired, in ${seconds} s; differing so far: ${differing}`,
  );
}

async function sumOfRows(ctx, filter) {
  const sum = { requests: 0, costNanoUsd: 0n, unpriced: 0, outputTokens: 0 };
  for (let before; ; ) {
    const page = await listLogs(ctx, filter, { limit: 1_000, before });
    for (const row of page.rows) {
      sum.requests += 1;
      sum.costNanoUsd += row.costNanoUsd ?? 0n;
      sum.unpriced += row.costNanoUsd === null ? 1 : 0;
      sum.outputTokens += row.outputTokens;
    }
    if (!page.hasOlder) return sum;
    // A page on which nothing was found in time says from where to go on.
    before = page.stopped?.id ?? page.rows.at(-1)?.id;
  }
}
