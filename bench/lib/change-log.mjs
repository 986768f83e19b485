// What happens to a log besides calls that end: rows that come late, prices that are booked again, months that expire.
import { register } from "tsx/esm/api";

register();
const { makeRequests } = await import("../../db/factories-requests.ts");
const { writeCorrections } = await import("../../lib/corrections/write-corrections.ts");
const { deleteExpired } = await import("../../lib/retention/delete-expired.ts");
const { dropExpired } = await import("../../lib/retention/drop-expired.ts");

const DAY_MS = 86_400_000;
/** One in so many days of a log is changed, so that charts have hours that changed beside hours that did not. */
const EVERY = 4;

/** Requests that waited for the database, of the first 88 days. */
export async function writeLate({ db }, { accountId, keys, gateIds, from }, random) {
  for (const { keyId, secretId } of keys.slice(0, 20)) {
    const rows = Array.from({ length: 100 }, () => ({
      startedAt: new Date(
        from.getTime() + Math.floor((Math.floor(random() * 22) * EVERY + random()) * DAY_MS),
      ),
      gateId: gateIds[Math.floor(random() * gateIds.length)],
      modelUsed: "gpt-4o",
      provider: "openai",
      costNanoUsd: random() < 0.2 ? null : BigInt(Math.floor(random() * 1e9)),
    }));
    await makeRequests(db, { accountId, keyId, secretId }, rows);
  }
}

/** Books corrections of 10,000 requests as prices that became known or changed do. */
export async function correct({ sql, db }, { accountId, from }, random) {
  const id = crypto.randomUUID();
  await sql`insert into cost_bookings (id, account_id, provider, model, since, until, price_version, requests, newly_priced, delta_nano_usd, created_at)
    values (${id}, ${accountId}, 'openai', 'any', '2020-01-01', now(), 'proof', 0, 0, 0, now())`;
  const rows = await sql`
    select id, cost_nano_usd is null as is_new from requests
    where account_id = ${accountId} and (extract(epoch from started_at - ${from.toISOString()}::timestamptz)::bigint / 86400) % ${EVERY} = 0
    order by md5(id::text) limit 10000`;
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

/** What the retention job does when rows are kept since `keptFrom`, a first of a month. Returns how many rows went. */
export async function expire({ sql }, keptFrom) {
  const now = new Date();
  const days = Math.floor((now - keptFrom) / DAY_MS);
  const dropped = await dropExpired(sql, { requests: days, payloads: 0 }, now);
  const [{ kept_from: since }] = await sql`select kept_from from retention where kind = 'requests'`;
  if (since.getTime() !== keptFrom.getTime()) throw new Error(`Rows are kept since ${since.toISOString()}.`);
  return dropped.reduce((sum, { rows }) => sum + rows, 0);
}

/** What the job of plans does when this account's rows are kept since `keptFrom`, the beginning of an hour. Returns how many rows went. */
export async function expireOfAccount({ sql }, keptFrom, accountId) {
  const days = 30;
  await sql`update accounts set limits = jsonb_build_object('logDays', ${days}::int) where id = ${accountId}`;
  const deleted = await deleteExpired(sql, 0, new Date(keptFrom.getTime() + days * DAY_MS));
  const [{ kept_from: since }] =
    await sql`select kept_from from account_retention where account_id = ${accountId}`;
  if (since.getTime() !== keptFrom.getTime()) throw new Error(`Rows are kept since ${since.toISOString()}.`);
  return deleted.reduce((sum, { rows }) => sum + rows, 0);
}
