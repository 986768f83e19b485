// What retention costs others: a log is dropped month by month, and then deleted row by row as a plan says, while other accounts' calls are
// recorded. How long it takes, how late a record is meanwhile and without, and how much is written ahead. It ends by itself.
import { parseArgs } from "node:util";
import { openBenchLedger } from "./lib/ledger.mjs";
import { at } from "./lib/load.mjs";
import { seedRequests } from "./lib/seed-requests.mjs";

const { makeKey, makeOwner } = await import("../db/factories.ts");
const { newId } = await import("../lib/core/ids.ts");
const { recordRequests } = await import("../lib/logs/record-requests.ts");
const { deleteExpired } = await import("../lib/retention/delete-expired.ts");
const { dropExpired } = await import("../lib/retention/drop-expired.ts");
const { makeRecord } = await import("../lib/testing/request-records.ts");

const { values: options } = parseArgs({
  options: {
    requests: { type: "string", default: "1000000" },
    /** How long each deletion may take at most, in seconds. */
    most: { type: "string", default: "300" },
  },
});
const MOST_MS = Number(options.most) * 1_000;
const CALM_MS = 5_000;
const EVERY_MS = 20;
/** Of 90 days of log, what is kept by an account's plan and by the instance. */
const PLAN_DAYS = 10;
const INSTANCE_DAYS = 30;

const { db, sql, end } = await openBenchLedger("deletion");
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

try {
  const began = performance.now();
  const { accountId } = await seedRequests({ sql, db }, { requests: Number(options.requests), keys: 200 });
  console.log(`${options.requests} requests made in ${seconds(performance.now() - began)}`);
  const beside = await makeOwner(db, { name: "Beside" });
  const caller = { accountId: beside.accountId, ...(await makeKey(db, { accountId: beside.accountId })) };

  await measure("nothing else", caller, () => pause(CALM_MS));
  await measure("whole months", caller, async () => {
    const dropped = await dropExpired(sql, { requests: INSTANCE_DAYS, payloads: 0 }, new Date());
    return dropped.reduce((sum, { rows }) => sum + rows, 0);
  });
  await sql`update accounts set limits = jsonb_build_object('logDays', ${PLAN_DAYS}::int) where id = ${accountId}`;
  await measure("rows of one account", caller, async () => {
    const deleted = await deleteExpired(sql, INSTANCE_DAYS, new Date(), { runMs: MOST_MS });
    return deleted.reduce((sum, { rows }) => sum + rows, 0);
  });
} finally {
  await end();
}

/** Does something while a row of another account is recorded every 20 ms, and prints what each felt of it. */
async function measure(name, caller, work) {
  const times = [];
  let isOver = false;
  const [{ lsn }] = await sql`select pg_current_wal_lsn()::text as lsn`;
  const recording = (async () => {
    while (!isOver) {
      const now = new Date();
      const row = makeRecord({ ...caller, id: newId(now.getTime()), startedAt: now, endedAt: now });
      const sent = performance.now();
      await recordRequests(sql, [row]);
      times.push(performance.now() - sent);
      await pause(EVERY_MS);
    }
  })();
  const began = performance.now();
  const rows = await work();
  const tookMs = performance.now() - began;
  isOver = true;
  await recording;
  const [{ bytes }] =
    await sql`select pg_wal_lsn_diff(pg_current_wal_lsn(), ${lsn}::pg_lsn)::float8 as bytes`;
  const felt = [0.5, 0.95, 1].map((share) => `${at(times, share).toFixed(0)} ms`).join(", ");
  console.log(
    `${name}: ${rows ?? 0} rows in ${seconds(tookMs)}, ${(bytes / 2 ** 20).toFixed(0)} MiB of WAL; a record p50, p95, most: ${felt}`,
  );
}

function seconds(ms) {
  return `${(ms / 1_000).toFixed(1)} s`;
}
