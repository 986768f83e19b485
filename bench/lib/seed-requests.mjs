// One account with a log as a large one has: many keys, some gates, a few models, and requests spread over the days before now,
// with the hourly sums that belong to them.
import { register } from "tsx/esm/api";

register();
const { makeGate, makeKey, makeOwner } = await import("../../db/factories.ts");

const DAY_MS = 86_400_000;
/** Rows made by one statement. */
const PIECE = 500_000;

/** Some keys have tags, one none of them: as `tags` of `makeKey`. */
const TAGS = [["production", "eu"], ["production"], ["staging"], []];

/**
 * Fills a migrated database and returns the account, its keys and gates, and the span of the requests. The same numbers make the
 * same requests, but for their ids of keys and gates. Tables of the months are made anew, so there must be no requests in them.
 */
export async function seedRequests(
  { sql, db },
  { requests, keys = 200, gates = 10, days = 90, until = new Date() },
) {
  const { accountId, gateId } = await makeOwner(db, { name: "Bench" });
  const gateIds = [gateId];
  while (gateIds.length < gates) {
    const made = await makeGate(db, { accountId, name: `gate-${gateIds.length}`, isDefault: false });
    gateIds.push(made.gateId);
  }
  const made = [];
  for (let at = 0; at < keys; at += 1) {
    made.push(await makeKey(db, { accountId, name: `Customer ${at}`, tags: TAGS[at % TAGS.length] }));
  }
  const to = Math.floor(until.getTime() / 60_000) * 60_000;
  const from = to - days * DAY_MS;
  // Arrays begin with 1 in Postgres.
  const own = {
    accountId,
    gateIds,
    keyIds: made.map(({ keyId }) => keyId),
    secretIds: made.map(({ secretId }) => secretId),
  };
  await sql.unsafe(`
    create temporary table given_models (n int, provider text, model text, nano_in bigint, nano_out bigint);
    insert into given_models values (0, 'openai', 'gpt-4o-mini', 150, 600), (1, 'openai', 'gpt-4o', 2500, 10000),
      (2, 'anthropic', 'claude-sonnet-4-5', 3000, 15000), (3, 'google', 'gemini-2.5-flash', 300, 2500),
      (4, 'mistral', 'mistral-small-latest', 100, 300), (5, 'openai', 'ft:gpt-4o-mini:acme', null, null)`);
  const months = monthsOf(from, to);
  for (const month of months) await fillMonth(sql, month, { requests, from, to, ...own });
  await sql`drop table given_models`;
  await sql`vacuum analyze`;
  return { ...own, keys: made, from: new Date(from), to: new Date(to) };
}

function monthsOf(from, to) {
  const months = [];
  const first = new Date(from);
  for (let at = 0; ; at += 1) {
    const start = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + at, 1);
    if (start >= to) return months;
    const end = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + at + 1, 1);
    months.push({ name: new Date(start).toISOString().slice(0, 7).replace("-", "_"), start, end });
  }
}

/** Rows go into a table without indexes, which are built once when it becomes a partition: much faster than row by row. */
async function fillMonth(sql, { name, start, end }, given) {
  const table = `requests_${name}`;
  const stepMs = (given.to - given.from) / given.requests;
  const first = Math.max(0, Math.ceil((start - given.from) / stepMs));
  const last = Math.min(given.requests, Math.ceil((end - given.from) / stepMs)) - 1;
  await sql.begin(async (tx) => {
    await tx.unsafe(
      "set local statement_timeout = 0; set local maintenance_work_mem = '512MB'; set local work_mem = '128MB'",
    );
    await tx.unsafe(
      `drop table if exists ${table}; create table ${table} (like requests including defaults including constraints)`,
    );
    for (let at = first; at <= last; at += PIECE) {
      await tx.unsafe(rows(table, { ...given, stepMs, first: at, last: Math.min(at + PIECE - 1, last) }));
    }
    await tx.unsafe(
      `alter table requests attach partition ${table} for values from ('${idAt(start)}') to ('${idAt(end)}')`,
    );
    await tx.unsafe(sums(table));
  });
}

const idAt = (ms) => {
  const hex = ms.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
};
const list = (ids) => `'{${ids.join()}}'::uuid[]`;

/** `h`, `i`, `j` and `l` are numbers from 0 to 1 that look like chance and are the same every time; few keys make most calls. */
function rows(table, { accountId, keyIds, secretIds, gateIds, from, stepMs, first, last }) {
  const chance = (salt) => `(hashint8(n + ${salt}::bigint * 1000000000) & 2147483647)::float8 / 2147483648`;
  return `
    insert into ${table} (id, account_id, key_id, secret_id, gate_id, gate_version, endpoint, model_asked, model_used, provider,
      attempts, streamed, fell_back, own_provider_key, input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens,
      cost_nano_usd, own_cost_nano_usd, price_version, settlement, status, error_code, error_message, latency_ms, first_token_ms, network,
      user_agent, started_at, ended_at)
    select (lpad(to_hex(ms), 12, '0') || '7' || substr(digest, 1, 3) || '8' || substr(digest, 4, 15))::uuid, '${accountId}',
      (${list(keyIds)})[1 + key], (${list(secretIds)})[1 + key], (${list(gateIds)})[1 + gate], 1,
      case when i < 0.9 then 'chat/completions' when i < 0.95 then 'messages' else 'embeddings' end,
      model, model, provider, '[]', j < 0.5, l > 0.985, h < 0.4, tokens, case when h > 0.7 then tokens / 3 else 0 end, 0,
      case when failed then 0 else 20 + (l * 900)::int end, 0,
      case when failed then 0 else tokens * nano_in + (20 + (l * 900)::int) * nano_out end,
      case when h < 0.4 then case when failed then 0 else tokens * nano_in + (20 + (l * 900)::int) * nano_out end end,
      case when nano_in is not null then 'bench' end,
      case when nano_in is null then 'unpriced' when status = 499 then 'interrupted' when l < 0.01 then 'estimated' else 'final' end,
      status, case when failed then (case status when 429 then 'rate_limited' when 400 then 'bad_request' when 499 then 'client_closed' else 'provider_failed' end) end,
      case when failed then 'The provider answered with status ' || status || ' to call ' || n || '.' end,
      latency, case when j < 0.5 then latency / 4 end, '203.0.113.' || key % 250, 'openai-python/1.99', at,
      at + latency * interval '1 millisecond'
    from (
      select m.provider, m.model, m.nano_in, m.nano_out, a.*, timestamptz 'epoch' + a.ms * interval '1 millisecond' as at, a.status >= 400 as failed
      from (
        select n, md5('request' || n) as digest, (${from} + floor(n * ${stepMs}::float8))::bigint as ms, h, i, j, l,
          floor(h * h * ${keyIds.length})::int as key, (floor(h * h * ${keyIds.length})::int + floor(j * 2)::int) % ${gateIds.length} as gate,
          (floor(h * h * ${keyIds.length})::int + floor(l * 2.99)::int) % 6 as model_n,
          case when i < 0.965 then 200 when i < 0.98 then 429 when i < 0.99 then 502 when i < 0.995 then 400 else 499 end as status,
          100 + floor(j * 4000)::bigint as tokens, floor(250 / sqrt(1.0001 - l))::int as latency
        from (
          select n, ${chance(1)} as h, ${chance(2)} as i, ${chance(3)} as j, ${chance(4)} as l
          from generate_series(${first}::bigint, ${last}::bigint) n
        ) chances
      ) a join given_models m on m.n = a.model_n
    ) made`;
}

/** Hour by hour, as they come about: what belongs to an hour lies together. */
function sums(table) {
  return `
    insert into usage_hourly (account_id, key_id, hour, gate_id, provider, model, endpoint, status, requests, errors, unpriced, estimated,
      interrupted, fallbacks, input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_nano_usd,
      own_requests, own_unpriced, own_cost_nano_usd, latency_ms_sum, first_tokens, first_token_ms_sum)
    select account_id, key_id, date_trunc('hour', started_at, 'UTC'), gate_id, provider, model_used, endpoint, status, count(*),
      count(error_code), count(*) - count(cost_nano_usd), count(*) filter (where settlement = 'estimated'),
      count(*) filter (where settlement = 'interrupted'), count(*) filter (where fell_back), sum(input_tokens),
      sum(cached_input_tokens), 0, sum(output_tokens), 0, coalesce(sum(cost_nano_usd), 0),
      count(*) filter (where own_provider_key), count(*) filter (where own_provider_key and cost_nano_usd is null),
      coalesce(sum(own_cost_nano_usd), 0), sum(latency_ms), count(first_token_ms),
      coalesce(sum(first_token_ms), 0)
    from ${table} group by 1, 2, 3, 4, 5, 6, 7, 8 order by 3`;
}
