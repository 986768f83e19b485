// The key list of an account with 100,000 keys: how long the server needs for a page in every order, search and filter, for the
// number of keys that match, and for the counts of key health.
import { parseArgs } from "node:util";
import { openBenchLedger } from "./lib/ledger.mjs";
import { at } from "./lib/load.mjs";
import { seedKeys } from "./lib/seed-keys.mjs";

const { KEY_DEFECTS, KEY_SCOPES, KEY_STATES } = await import("../lib/core/key-filter.ts");
const { keyHealth } = await import("../lib/keys/health/key-health.ts");
const { KEY_SORTS } = await import("../lib/keys/contract.ts");
const { countKeys, listKeys } = await import("../lib/keys/queries.ts");
const { lastThirtyDays } = await import("../lib/usage/contract.ts");
const { addUpUsage } = await import("../lib/usage/usage-spans.ts");

const { values: options } = parseArgs({
  options: {
    keys: { type: "string", default: "100000" },
    runs: { type: "string", default: "40" },
    seconds: { type: "string", default: "300" },
    /** Part of the names of the cases to run. */
    only: { type: "string", default: "" },
  },
});
const runs = Number(options.runs);
const AIM_MS = 100;

const { db, sql, end, contextOf } = await openBenchLedger("keys");

try {
  const { accountId } = await seedKeys(sql, Number(options.keys));
  await addUpUsage(db, new Date());
  await sql`vacuum analyze`;
  await measure(contextOf(accountId));
} finally {
  await end();
}

async function measure(ctx) {
  const deadline = performance.now() + Number(options.seconds) * 1_000;
  const list = {
    search: "",
    sort: "lastUsed",
    direction: "desc",
    cursor: null,
    limit: 25,
    includeUsageSince: lastThirtyDays(new Date()).from,
  };
  // As the page does it: the rows and how many there are up to ten thousand, at once.
  const page = (query) => () =>
    Promise.all([listKeys(ctx, { ...list, ...query }), countKeys(ctx, { ...list, ...query }, 10_000)]);
  const { nextCursor } = await listKeys(ctx, list);
  const [{ prefix, last_four: lastFour }] = await sql`select prefix, last_four from api_key_secrets limit 1`;
  const searches = ["nightly", "Customer 0a", "nothing like it", prefix, lastFour];
  const cases = [
    ["first page", page({})],
    ["second page", page({ cursor: nextCursor })],
    ...KEY_SORTS.flatMap((sort) =>
      ["desc", "asc"].map((direction) => [`sort ${sort} ${direction}`, page({ sort, direction })]),
    ),
    ...searches.map((search) => [`search "${search}"`, page({ search })]),
    ...KEY_STATES.map((status) => [`status ${status}`, page({ status })]),
    ...KEY_DEFECTS.map((health) => [`health ${health}`, page({ health })]),
    ...KEY_SCOPES.map((scope) => [`scope ${scope}`, page({ scope })]),
    ["tag", page({ tag: "production" })],
    ["no expiry, by cost", page({ expires: false, sort: "cost" })],
    ["count of all", () => countKeys(ctx, { search: "" })],
    ["key health", () => keyHealth(ctx)],
  ];
  const results = [];
  for (const [name, run] of cases.filter(([name]) => name.includes(options.only))) {
    await run();
    const times = [];
    while (times.length < runs && performance.now() < deadline) {
      const began = performance.now();
      await run();
      times.push(performance.now() - began);
    }
    if (times.length < runs)
      throw new Error(`Only ${times.length} runs of "${name}" within ${options.seconds} s`);
    results.push({ name, p50: at(times, 0.5), p95: at(times, 0.95) });
  }
  for (const { name, p50, p95 } of results) {
    console.log(
      `${name.padEnd(28)} p50 ${p50.toFixed(1).padStart(7)} ms  p95 ${p95.toFixed(1).padStart(7)} ms`,
    );
  }
  const slow = results.filter(({ p95 }) => p95 > AIM_MS).map(({ name }) => name);
  const slowest = results.reduce((one, other) => (other.p95 > one.p95 ? other : one));
  console.log(
    `${results.length} kinds of page over ${options.keys} keys; slowest: ${slowest.name}, p95 ${slowest.p95.toFixed(0)} ms`,
  );
  if (slow.length > 0) console.log(`above ${AIM_MS} ms: ${slow.join(", ")}`);
}
