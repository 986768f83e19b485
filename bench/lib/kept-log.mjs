// A log that a bench measures, folded as the job leaves it, in a ledger that may be kept for the next one.
import { seedRequests } from "./seed-requests.mjs";

const { foldUsage } = await import("../../lib/usage/rollups/fold-usage.ts");
const { noteZone } = await import("../../lib/usage/rollups/note-zone.ts");

/** The zone that charts are asked in. Its days are folded as if somebody had looked from there, and those of UTC as for totals. */
export const ZONE = "Europe/Berlin";

/** The account with the log of an open ledger, which is made first when there is none: its keys and the span of its requests. */
export async function keptLog({ db, sql, contextOf }, { requests, keys = 200 }) {
  const [known] = await sql`select account_id from requests limit 1`;
  const began = performance.now();
  if (known === undefined) {
    await seedRequests({ sql, db }, { requests, keys });
    console.log(`${requests} requests made in ${seconds(began)} s`);
  }
  const [{ accountId }] = await sql`select account_id as "accountId" from requests limit 1`;
  const [{ from, to, count }] =
    await sql`select min(started_at) as from, max(started_at) as to, count(*)::int from requests where account_id = ${accountId}`;
  const named = await sql`
    select id from api_keys where account_id = ${accountId} and name like 'Customer %' order by substr(name, 10)::int`;
  await fold({ db, sql }, contextOf(accountId));
  const [{ size }] = await sql`
    select pg_size_pretty(pg_total_relation_size('usage_rollups')) || ' of folds, ' ||
      pg_size_pretty(pg_total_relation_size('usage_hourly')) || ' of hourly sums, ' ||
      pg_size_pretty(sum(pg_total_relation_size(inhrelid))) || ' of rows' as size
    from pg_inherits where inhparent = 'requests'::regclass`;
  console.log(`${count} requests, ${named.length} keys: ${size}`);
  return { accountId, keyIds: named.map(({ id }) => id), from, to };
}

/** As the job does it, until nothing is left. */
async function fold({ db, sql }, ctx) {
  const began = performance.now();
  const isFolded = async () => {
    const late = await sql`
      select 1 from usage_rollup_spans where until < now() - make_interval(hours => case grain when 'day' then 30 else 5 end)`;
    return late.length === 0;
  };
  do await foldUsage(db);
  while (!(await isFolded()));
  for (const zone of [ZONE, "UTC"]) await noteZone(ctx, zone);
  do await foldUsage(db);
  while (!(await isFolded()));
  console.log(`folded in ${seconds(began)} s`);
  await sql`vacuum analyze`;
}

function seconds(since) {
  return ((performance.now() - since) / 1_000).toFixed(1);
}
