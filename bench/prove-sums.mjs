// Random cells of random charts over a large log, each against the rows that GET /v1/logs answers over HTTP for its filter and span,
// page by page. Rows that came late, prices that were corrected and rows that have expired are among them. Ends with code 1 when any
// cell differs from its rows by as much as a nano-dollar.
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { cellOffWire, chartOnWire, openApi, sumsOfCell } from "./lib/api-reader.mjs";
import { correct, expire, expireOfAccount, writeLate } from "./lib/change-log.mjs";
import { openBenchLedger } from "./lib/ledger.mjs";
import { start, stopAll } from "./lib/processes.mjs";
import { seedRequests } from "./lib/seed-requests.mjs";

const { makeKey } = await import("../db/factories.ts");
const { seededRandom } = await import("../lib/core/seeded-random.ts");
const { chartCells, FAR_ZONES, randomCell, randomChart } = await import("../lib/testing/random-chart.ts");
const { exploreUsage } = await import("../lib/usage/explore/explore-usage.ts");
const { timesOf } = await import("../lib/usage/explore/metric-order.ts");
const { foldUsage } = await import("../lib/usage/rollups/fold-usage.ts");

const { values: options } = parseArgs({
  options: {
    requests: { type: "string", default: "1000000" },
    cells: { type: "string", default: "1000" },
    /** Cells with more rows than this are left to others: reading them all takes too long. */
    most: { type: "string", default: "3000" },
    /** Decides which charts, cells and zones. */
    seed: { type: "string", default: "5" },
    /** Whose days rows expire by: whole months of the instance, or the hours of an account's plan. */
    expire: { type: "string", default: "instance" },
  },
});
/** How long the whole may last. */
const MOST_MS = 30 * 60_000;
/** One in so many charts is asked for over HTTP too, and compared number by number. */
const CHARTS_OVER_HTTP = 10;
/** Cells whose rows are read at the same time. */
const AT_ONCE = 3;
const random = seededRandom(Number(options.seed));
/** From how many zones people look: days are folded for each, which takes longer than all else when there are many. */
const ZONES = 3;
const zones = FAR_ZONES.map((zone) => ({ zone, at: random() }))
  .sort((one, another) => one.at - another.at)
  .map(({ zone }) => zone)
  .slice(0, ZONES);
const began = performance.now();
let differing = 0;

const { db, sql, url, end, contextOf } = await openBenchLedger("sums");
const deadline = setTimeout(async () => {
  console.error("It took too long and was given up.");
  await stopAll();
  await end();
  process.exit(1);
}, MOST_MS);
deadline.unref();

try {
  const made = await seedRequests({ sql, db }, { requests: Number(options.requests) });
  say(`${options.requests} requests made; zones: ${zones.join(", ")}`);
  const log = { ...made, ctx: contextOf(made.accountId), api: await serve(made) };
  const cells = Number(options.cells);
  const [few, half] = [Math.ceil(cells / 20), Math.floor(cells / 2)];
  await prove(log, few, "not folded");
  await fold();
  await writeLate({ db }, made, random);
  await correct({ sql, db }, made, random);
  say("rows came late, prices were corrected");
  // From here on rows are never changed again; those from before this day will expire.
  const isOfAccount = options.expire === "account";
  const [day, hour] = isOfAccount ? [3, 7] : [1, 0];
  const keptFrom = new Date(Date.UTC(made.from.getUTCFullYear(), made.from.getUTCMonth() + 2, day, hour));
  const stale = await prove(log, half, "folded, then written to late and corrected", keptFrom);
  await fold();
  const folded = await prove(log, cells - few - half, "folded again", keptFrom);
  const gone = isOfAccount
    ? await expireOfAccount({ sql }, keptFrom, made.accountId)
    : await expire({ sql }, keptFrom);
  say(`${gone} rows from before ${keptFrom.toISOString().slice(0, 16)} expired`);
  await proveExpired(log, [...stale, ...folded]);
  await prove({ ...log, from: keptFrom }, Math.ceil(cells / 4), "of what has not expired");
} catch (error) {
  differs("it ended early", error);
} finally {
  clearTimeout(deadline);
  await stopAll();
  await end();
}
say(differing === 0 ? "Every cell is the sum of its rows." : `FAILED: ${differing} differences`);
process.exitCode = differing === 0 ? 0 : 1;

function say(text) {
  console.log(`${((performance.now() - began) / 1_000).toFixed(0)} s: ${text}`);
}

function differs(what, found) {
  differing += 1;
  console.log("differs:", what);
  console.dir(found, { depth: 6 });
}

/** The public API in a process of its own, and a key of the account that nothing else uses. */
async function serve({ accountId }) {
  const { secret } = await makeKey(db, { accountId, name: "Reader" });
  const env = {
    PORT: "0",
    DATABASE_URL: url,
    AUTH_SECRET: "of the benchmark, thirty-two characters at least",
  };
  const { match } = await start(["bench/lib/gateway-alone.mjs"], {
    env: { ...env, LOG_LEVEL: "error" },
    cwd: fileURLToPath(new URL("..", import.meta.url)),
  });
  return openApi(`http://127.0.0.1:${match[1]}`, secret);
}

/** As the job does it, until nothing is left. */
async function fold() {
  for (let isLeft = true; isLeft; ) {
    await foldUsage(db);
    const late = sql`select from usage_late_hours join usage_rollup_spans using (account_id) where grain = 'hour' and hour < until`;
    const behind = sql`
      select from usage_rollup_spans where until < now() - make_interval(hours => case grain when 'day' then 30 else 5 end)`;
    [{ isLeft }] = await sql`select exists (${late}) or exists (${behind}) as "isLeft"`;
  }
  say("usage folded");
}

/**
 * Compares `count` random cells of charts within the span of a log with their rows. Returns those with rows from before `split`, and
 * what these and the others of their rows sum to.
 */
async function prove({ ctx, api, from, to, keyIds, gateIds }, count, what, split) {
  const values = {
    key: keyIds.slice(0, 20),
    gate: gateIds,
    model: ["gpt-4o", "gpt-4o-mini", "claude-sonnet-4-5"],
    provider: ["openai", "google"],
    endpoint: ["messages", "embeddings"],
    status: ["4xx", "200", "502"],
    tag: ["production", "staging", "eu", null],
  };
  const reaching = [];
  let charts = 0;
  async function next() {
    const query = randomChart(random, { from, to }, values, zones);
    const answer = await exploreUsage(ctx, query);
    const isAskedOverHttp = charts++ % CHARTS_OVER_HTTP === 0;
    if (isAskedOverHttp) await compareCharts(api, query, answer);
    const found = randomCell(random, query, answer, Number(options.most));
    if (found === null) return null;
    return async () => {
      const { cell, ...place } = found;
      const sums = await api.sumOfRows({ ...place, zone: query.zone, split });
      const { whole, before } = sums;
      if (!isDeepStrictEqual(sumsOfCell(cell), whole)) differs("a cell", { cell, whole, place, query });
      if (before.requests > 0) reaching.push({ query, place, sums });
      return whole.requests;
    };
  }
  await several(what, count, next);
  return reaching;
}

/**
 * Asks for charts again whose cells reach into what has expired: each cell still is what its rows came to, the API says the same of
 * its filter and span, with as many expired as rows are gone, and the rows that are left are those that stay.
 */
async function proveExpired({ ctx, api }, remembered) {
  const left = [...remembered];
  const next = async () => {
    const { query, place, sums } = left.pop();
    const answer = await exploreUsage(ctx, query);
    return async () => {
      const found = chartCells(query, answer).find(({ cell: _, ...other }) =>
        isDeepStrictEqual(other, place),
      );
      const { whole, before, since } = sums;
      // The rows take their times with them, so by times other series may come first; the cell alone is compared all the same.
      if (found === undefined) {
        if (timesOf(query.metric) === null) differs("a cell is gone", { whole, place, query });
      } else if (!isDeepStrictEqual(sumsOfCell(found.cell), whole))
        differs("a cell with expired rows", { cell: found.cell, whole, place, query });
      const alone = { ...query, ...place, group: null, subgroup: null, grain: "none", metric: "spend" };
      const { total, expired } = await api.usage(alone);
      const told = sumsOfCell(cellOffWire(total));
      if (!isDeepStrictEqual(told, whole) || expired !== before.requests)
        differs("a cell alone over HTTP", { told, expired, whole, gone: before, place });
      const rows = await api.sumOfRows({ ...place, zone: query.zone });
      if (!isDeepStrictEqual(rows.whole, since)) differs("the rows that are left", { rows, since, place });
      return before.requests;
    };
  };
  await several("reaching into what has expired", remembered.length, next);
}

/** Every number of a chart over HTTP, and what the dashboard has of the same. */
async function compareCharts(api, query, answer) {
  const wanted = chartOnWire(query, answer);
  const given = await api.usage(query);
  if (!isDeepStrictEqual(given, wanted)) differs("a chart over HTTP", { given, wanted, query });
}

/** Does `count` pieces of work that `next` finds one after the other, a few at a time. Each returns how many rows it was about. */
async function several(what, count, next) {
  const running = new Set();
  let [begun, done, rows] = [0, 0, 0];
  const tell = () =>
    say(`${what}: ${done} of ${count} cells, ${rows} rows; differences so far: ${differing}`);
  const run = async (work) => {
    try {
      rows += await work();
    } catch (error) {
      differs("an answer", error);
    }
    done += 1;
    if (done % 100 === 0 && done < count) tell();
  };
  while (begun < count) {
    const work = await next();
    if (work === null) continue;
    begun += 1;
    const one = run(work).finally(() => running.delete(one));
    running.add(one);
    if (running.size >= AT_ONCE) await Promise.race(running);
  }
  await Promise.all(running);
  tell();
}
