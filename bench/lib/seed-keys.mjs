// One account with many keys, as a large one has them: ages, uses, expiries, tags, scopes, a few rotations and exposures.

/** Used in the last 30 days, of all keys; each in this many cells of an hour and a model. */
const USED_SHARE = 0.3;
const CELLS_PER_KEY = 20;

/** Fills an empty database and returns the id of the account. */
export async function seedKeys(sql, keys) {
  const accountId = crypto.randomUUID();
  const userId = crypto.randomUUID();
  await sql`insert into accounts (id, name, plan) values (${accountId}, 'Bench', 'custom')`;
  await sql`insert into users (id, account_id, email, name) values (${userId}, ${accountId}, 'bench@example.com', 'Bench')`;
  // Everything is made of the row's number `n`: `h` is a number from 0 to 1 that looks like chance and is the same every time.
  await sql.unsafe(`
    create temporary table made as
    select n, now() - make_interval(secs => (${keys} - n) * 400.0 * 86400 / ${keys}) as created_at,
      abs(hashint4(n))::float8 / 2147483648 as h, abs(hashint4(n + 50000000))::float8 / 2147483648 as i,
      md5('key' || n) as digest
    from generate_series(1, ${keys}) n`);
  await sql.unsafe(`
    insert into api_keys (id, account_id, name, created_by_user_id, created_at, expires_at, disabled_at, deleted_at,
      description, tags, scope, exposed_at)
    select (lpad(to_hex((extract(epoch from created_at) * 1000)::bigint), 12, '0') || '7' || substr(digest, 1, 3) || '8' ||
        substr(digest, 4, 15))::uuid, '${accountId}',
      (array['Production', 'Staging', 'Nightly job', 'Support bot', 'Customer'])[1 + n % 5] || ' ' || substr(digest, 1, 6) || ' ' || n,
      '${userId}', created_at, case when h < 0.4 then now() + make_interval(days => (i * 400)::int - 10) end,
      case when i < 0.03 then now() - interval '3 days' end, case when h > 0.98 then now() - make_interval(days => (i * 60)::int) end,
      case when h < 0.1 then 'What it is for' end,
      case when h < 0.3 then array['team-' || n % 20, case when i < 0.5 then 'production' else 'staging' end] else '{}' end,
      case when h < 0.1 then '{"access": "inference"}'::jsonb when h < 0.12 then '{"access": "read"}' when h < 0.15 then '{"models": ["gpt-4o-mini"]}' end,
      case when h between 0.5 and 0.501 then now() end
    from made`);
  // Numbered like the keys, since both are ordered by time.
  await sql.unsafe(`
    create temporary table numbered as
    select id, row_number() over (order by id) as n from api_keys where account_id = '${accountId}'`);
  await sql.unsafe(`
    insert into api_key_secrets (id, account_id, key_id, hash, prefix, last_four, created_at, last_used_at, expires_at)
    select gen_random_uuid(), '${accountId}', k.id, sha256((m.digest || s)::bytea), 'layer_' || substr(md5(m.digest || s), 1, 6),
      substr(md5(m.digest || s), 7, 4), m.created_at,
      case when m.i < ${USED_SHARE} then now() - make_interval(secs => m.h * 30 * 86400)
        when m.i < 0.7 then greatest(m.created_at, now() - make_interval(days => 30 + (m.h * 300)::int)) end,
      case when s = 'old' then now() + interval '1 day' end
    from numbered k join made m on m.n = k.n cross join lateral (values ('old'), ('new')) v (s)
    where s = 'new' or m.h between 0.6 and 0.61`);
  await sql.unsafe(`
    insert into usage_hourly (account_id, key_id, hour, provider, model, endpoint, status, requests, errors, unpriced, input_tokens,
      cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, cost_nano_usd, latency_ms_sum)
    select '${accountId}', k.id, date_trunc('hour', now() - make_interval(hours => (abs(hashint4(k.n::int * 31 + c)) % 720))), 'openai',
      'gpt-4o-mini-' || c, 'chat/completions', 200, 1 + (m.h * 30)::int, 0, (c = 1)::int, 100, 0, 0, 100, 0, (m.h * 1e9)::bigint, 900
    from numbered k join made m on m.n = k.n cross join generate_series(1, ${CELLS_PER_KEY}) c where m.i < ${USED_SHARE}`);
  await sql.unsafe(`
    insert into key_networks (account_id, key_id, network, first_seen_at, last_seen_at)
    select '${accountId}', k.id, '203.0.113.' || v.part, m.created_at + make_interval(days => v.part), now()
    from numbered k join made m on m.n = k.n cross join (values (1), (2)) v (part)
    where m.i < 0.7 and (v.part = 1 or m.h < 0.3)`);
  await sql.unsafe(`
    insert into audit_entries (account_id, sequence, id, at, actor_kind, actor_id, action, subject_kind, subject_id, previous_hash, hash)
    select '${accountId}', k.n, gen_random_uuid(), m.created_at, 'user', '${userId}', 'key.created', 'key', k.id, ''::bytea, ''::bytea
    from numbered k join made m on m.n = k.n`);
  await sql`drop table made, numbered`;
  await sql`vacuum analyze`;
  return { accountId, userId };
}
