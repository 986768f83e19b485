// What a customer's program reads from the public API with a key: rows of the log, page by page, and charts. Amounts are taken from
// the exact text of an answer, never from a number.
import { register } from "tsx/esm/api";

register();
const { rowsHref } = await import("../../app/(dashboard)/_log-parts/log-address.ts");
const { usageParameters } = await import("../../lib/usage/chart/usage-curl.ts");

/** The most that `GET /v1/logs` answers at once. */
const PAGE = 1_000;
const TOKENS = [
  "inputTokens",
  "cachedInputTokens",
  "cacheWriteTokens",
  "cacheWrite1hTokens",
  "outputTokens",
  "reasoningTokens",
  "audioInputTokens",
  "audioOutputTokens",
];
const NO_ROWS = {
  requests: 0,
  errors: 0,
  unpriced: 0,
  fallbacks: 0,
  ownRequests: 0,
  ownUnpriced: 0,
  ownCostNanoUsd: 0n,
  firstTokens: 0,
  latencyMs: 0,
  costNanoUsd: 0n,
  ...Object.fromEntries(TOKENS.map((name) => [name, 0])),
};

/** Reads the API of the instance at `origin` with the secret of a key. Everything throws at an answer that is not 200. */
export function openApi(origin, secret) {
  async function get(path) {
    const answer = await fetch(`${origin}${path}`, { headers: { authorization: `Bearer ${secret}` } });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  /** The chart of a query, under the address that the dashboard's command for it has. */
  function usage(query) {
    return get(`/v1/usage?${new URLSearchParams(usageParameters({ query }))}`);
  }

  /**
   * The sums of the rows under the link of a number, and of those among them that started before `split`. Throws when a page does
   * not go on where the one before ended, or when a total that is said to be exact is not how many rows came.
   */
  async function sumOfRows({ filter, from, to, zone, split = new Date(0) }) {
    const link = `/v1${rowsHref(filter, { from, to }, zone)}&limit=${PAGE}`;
    const sums = { before: { ...NO_ROWS }, since: { ...NO_ROWS } };
    let last = "g";
    let total = null;
    for (let next = ""; next !== null; ) {
      const { logs, pagination } = await get(next === "" ? link : `${link}&before=${next}`);
      for (const row of logs) {
        if (row.id >= last) throw new Error(`${link}: ${row.id} comes after ${last}`);
        last = row.id;
        addRow(new Date(row.startedAt) < split ? sums.before : sums.since, row);
      }
      if (total === null && pagination.total_is_exact) total = pagination.total;
      if (pagination.hasMore !== (pagination.next !== null)) throw new Error(`${link}: no way to go on`);
      next = pagination.next;
    }
    const whole = plus(sums.before, sums.since);
    if (total !== null && total !== whole.requests)
      throw new Error(`${link}: ${whole.requests} rows, but the log says ${total}`);
    return { ...sums, whole };
  }

  return { usage, sumOfRows };
}

function addRow(sum, row) {
  sum.requests += 1;
  sum.errors += row.errorCode === null ? 0 : 1;
  sum.unpriced += row.cost_nano_usd === null ? 1 : 0;
  sum.costNanoUsd += BigInt(row.cost_nano_usd ?? 0);
  sum.ownCostNanoUsd += BigInt(row.own_cost_nano_usd ?? 0);
  if (row.ownProviderKey) {
    sum.ownRequests += 1;
    sum.ownUnpriced += row.cost_nano_usd === null ? 1 : 0;
  }
  sum.fallbacks += row.fellBack ? 1 : 0;
  sum.firstTokens += row.firstTokenMs === null ? 0 : 1;
  sum.latencyMs += row.latencyMs;
  for (const name of TOKENS) sum[name] += row[name];
}

function plus(one, other) {
  return Object.fromEntries(Object.keys(NO_ROWS).map((name) => [name, one[name] + other[name]]));
}

/** What a cell says of everything that rows can be summed to. */
export function sumsOfCell(cell) {
  const latencyMs = Math.round((cell.latencyMsMean ?? 0) * cell.requests);
  return Object.fromEntries(
    Object.keys(NO_ROWS).map((name) => [name, name === "latencyMs" ? latencyMs : cell[name]]),
  );
}

/** A cell of `GET /v1/usage` by the names of `exploreUsage`. */
export function cellOffWire({ ownKeyRequests, ownKeyUnpriced, ownKeyCostUsd, cost_nano_usd, ...cell }) {
  const [whole, decimals = ""] = (ownKeyCostUsd ?? "0").split(".");
  return {
    ...cell,
    costNanoUsd: BigInt(cost_nano_usd ?? 0),
    ownRequests: ownKeyRequests,
    ownUnpriced: ownKeyUnpriced,
    ownCostNanoUsd: BigInt(whole + decimals.padEnd(9, "0")),
  };
}

/** An answer of `exploreUsage` as `GET /v1/usage` has to say it, written here once more to hold the other one to it. */
export function chartOnWire({ metric, group, subgroup, grain, zone }, answer) {
  const { range, starts, series, total, totals, untimed, expired } = answer;
  return {
    object: "usage",
    metric,
    group: group ?? null,
    subgroup: subgroup ?? null,
    grain,
    zone,
    range: { from: range.from.toISOString(), to: range.to.toISOString() },
    starts: starts.map((start) => start.toISOString()),
    series: series.map(({ name, others, ...of }) => ({
      ...name,
      others,
      cells: of.cells.map(cellOnWire),
      total: cellOnWire(of.total),
    })),
    total: cellOnWire(total),
    totals: totals.map(cellOnWire),
    untimed,
    expired,
  };
}

function cellOnWire(cell) {
  const { costNanoUsd, ownRequests, ownUnpriced, ownCostNanoUsd, latency, firstToken, ...counts } = cell;
  const isKnown = counts.unpriced === 0 || costNanoUsd !== 0n;
  return {
    ...counts,
    costUsd: isKnown ? decimal(costNanoUsd) : null,
    cost_nano_usd: isKnown ? String(costNanoUsd) : null,
    ownKeyRequests: ownRequests,
    ownKeyUnpriced: ownUnpriced,
    ownKeyCostUsd: ownUnpriced === 0 || ownCostNanoUsd !== 0n ? decimal(ownCostNanoUsd) : null,
    latencyMs: latency,
    firstTokenMs: firstToken,
  };
}

/** Nano-dollars, none of them negative, as dollars without zeros at the end. */
function decimal(nanoUsd) {
  const digits = String(nanoUsd).padStart(10, "0");
  const fraction = digits.slice(-9).replace(/0+$/, "");
  return fraction === "" ? digits.slice(0, -9) : `${digits.slice(0, -9)}.${fraction}`;
}
