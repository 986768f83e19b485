import { subscriberNetwork } from "@/lib/core/networks";
import type { RequestRecord } from "./schema/requests";

/** A call may run for an hour and wait a while for its database; what is recorded this long after its hour ended is late. */
export const LATE_AFTER_HOURS = 1;

/** Of a reservation `r`: its limit counts no provider keys of the account. */
const LEAVES_OUT_OWN =
  "exists (select from spending_limits l where l.id = r.limit_id and not l.counts_own_keys)";

/**
 * Writes the requests given as a JSON array (`$1`) and adds them to the hourly sums.
 *
 * The rows and the sums they belong to change in one statement, and only rows that are new are summed: writing a
 * request twice changes nothing. Hours that ended long ago are marked, so that sums folded from them are made anew. Sums and networks are touched in one fixed order, so two writers cannot deadlock; a last use
 * is noted at most once a minute and never waits for a lock. In the same statement what was reserved for a request becomes what it
 * cost, in every spending limit that holds it; where nobody knows the cost, what was reserved counts, and is kept as a fence; of what cost more than is known, what was reserved beyond that. A limit that leaves out provider keys of the account counts neither. A network is where a key was used from, so calls that the key
 * itself was refused leave none.
 */
export const RECORD = `
  with given as (
    select * from json_to_recordset($1::json) as r (
      id uuid, account_id uuid, key_id uuid, secret_id uuid, gate_id uuid, gate_version int, endpoint text,
      model_asked text, model_used text, provider text, attempts jsonb, route jsonb, max_output_tokens bigint,
      worst_cost_nano_usd bigint, streamed boolean, fell_back boolean, is_test boolean, own_provider_key boolean, only_own_keys boolean, costs_more boolean, usage_note text, beyond_tokens boolean,
      input_tokens bigint, cached_input_tokens bigint, cache_write_tokens bigint, output_tokens bigint,
      cache_write_1h_tokens bigint, reasoning_tokens bigint, audio_input_tokens bigint, audio_output_tokens bigint,
      cost_nano_usd bigint, own_cost_nano_usd bigint, price_version text, settlement text, status smallint,
      error_code text, error_message text, refused_by text, latency_ms int, first_token_ms int, network text, subscriber text,
      user_agent text, started_at timestamptz, ended_at timestamptz)
  ), added as (
    insert into requests (
      id, account_id, key_id, secret_id, gate_id, gate_version, endpoint, model_asked, model_used, provider,
      attempts, route, max_output_tokens, worst_cost_nano_usd, streamed, fell_back, is_test, own_provider_key, usage_note, beyond_tokens, input_tokens, cached_input_tokens, cache_write_tokens, output_tokens,
      cache_write_1h_tokens, reasoning_tokens, audio_input_tokens, audio_output_tokens, cost_nano_usd, own_cost_nano_usd, price_version, settlement, status, error_code, error_message, refused_by,
      latency_ms, first_token_ms, network, user_agent, started_at, ended_at)
    select
      id, account_id, key_id, secret_id, gate_id, gate_version, endpoint, model_asked, model_used, provider,
      attempts, route, max_output_tokens, worst_cost_nano_usd, streamed, fell_back, is_test, own_provider_key, usage_note, beyond_tokens, input_tokens, cached_input_tokens, cache_write_tokens, output_tokens,
      cache_write_1h_tokens, reasoning_tokens, audio_input_tokens, audio_output_tokens, cost_nano_usd, own_cost_nano_usd, price_version, settlement, status, error_code, error_message, refused_by,
      latency_ms, first_token_ms, network, user_agent, started_at, ended_at
    from given
    on conflict (id) do nothing
    returning *
  ), summed as (
    insert into usage_hourly (
      account_id, key_id, hour, gate_id, provider, model, endpoint, status, requests, errors, unpriced, estimated, interrupted,
      fallbacks, input_tokens, cached_input_tokens, cache_write_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens,
      audio_input_tokens, audio_output_tokens, cost_nano_usd, own_requests, own_unpriced, own_cost_nano_usd, latency_ms_sum,
      first_tokens, first_token_ms_sum)
    select
      account_id, key_id, date_trunc('hour', started_at, 'UTC'), gate_id, provider, model_used, endpoint, status, count(*),
      count(error_code), count(*) - count(cost_nano_usd), count(*) filter (where settlement = 'estimated'),
      count(*) filter (where settlement = 'interrupted'), count(*) filter (where fell_back), sum(input_tokens), sum(cached_input_tokens),
      sum(cache_write_tokens), sum(cache_write_1h_tokens), sum(output_tokens), sum(reasoning_tokens),
      sum(audio_input_tokens), sum(audio_output_tokens), coalesce(sum(cost_nano_usd), 0),
      count(*) filter (where own_provider_key), count(*) filter (where own_provider_key and cost_nano_usd is null),
      coalesce(sum(own_cost_nano_usd), 0), sum(latency_ms), count(first_token_ms), coalesce(sum(first_token_ms), 0)
    from added
    group by 1, 2, 3, 4, 5, 6, 7, 8
    order by 1, 2, 3, 4, 5, 6, 7, 8
    on conflict on constraint usage_hourly_cell do update set
      requests = usage_hourly.requests + excluded.requests,
      errors = usage_hourly.errors + excluded.errors,
      unpriced = usage_hourly.unpriced + excluded.unpriced,
      estimated = usage_hourly.estimated + excluded.estimated,
      interrupted = usage_hourly.interrupted + excluded.interrupted,
      fallbacks = usage_hourly.fallbacks + excluded.fallbacks,
      input_tokens = usage_hourly.input_tokens + excluded.input_tokens,
      cached_input_tokens = usage_hourly.cached_input_tokens + excluded.cached_input_tokens,
      cache_write_tokens = usage_hourly.cache_write_tokens + excluded.cache_write_tokens,
      cache_write_1h_tokens = usage_hourly.cache_write_1h_tokens + excluded.cache_write_1h_tokens,
      output_tokens = usage_hourly.output_tokens + excluded.output_tokens,
      reasoning_tokens = usage_hourly.reasoning_tokens + excluded.reasoning_tokens,
      audio_input_tokens = usage_hourly.audio_input_tokens + excluded.audio_input_tokens,
      audio_output_tokens = usage_hourly.audio_output_tokens + excluded.audio_output_tokens,
      cost_nano_usd = usage_hourly.cost_nano_usd + excluded.cost_nano_usd,
      own_requests = usage_hourly.own_requests + excluded.own_requests,
      own_unpriced = usage_hourly.own_unpriced + excluded.own_unpriced,
      own_cost_nano_usd = usage_hourly.own_cost_nano_usd + excluded.own_cost_nano_usd,
      latency_ms_sum = usage_hourly.latency_ms_sum + excluded.latency_ms_sum,
      first_tokens = usage_hourly.first_tokens + excluded.first_tokens,
      first_token_ms_sum = usage_hourly.first_token_ms_sum + excluded.first_token_ms_sum
  ), late as (
    insert into usage_late_hours (account_id, hour)
    select distinct account_id, date_trunc('hour', started_at, 'UTC') from added
    where date_trunc('hour', started_at, 'UTC') < now() - interval '${LATE_AFTER_HOURS + 1} hours'
  ), released as (
    delete from spending_reservations r using added join given on given.id = added.id where r.request_id = added.id
    returning r.request_id, r.limit_id, r.period_start, r.amount_nano_usd as amount,
      case when added.cost_nano_usd is null then case when given.only_own_keys and ${LEAVES_OUT_OWN} then 0 else r.amount_nano_usd end
        when given.costs_more then greatest(r.amount_nano_usd - added.cost_nano_usd
          + case when ${LEAVES_OUT_OWN} then coalesce(added.own_cost_nano_usd, 0) else 0 end, 0)
        else 0 end as kept
  ), fenced as (
    insert into spending_fences (request_id, limit_id, period_start, amount_nano_usd)
    select request_id, limit_id, period_start, kept from released where kept > 0
    on conflict (request_id, limit_id) do nothing
  ), spent as (
    select l.id as limit_id, spending_period_start(l.period, l.zone, added.started_at) as period_start,
      added.cost_nano_usd - case when l.counts_own_keys then 0 else coalesce(added.own_cost_nano_usd, 0) end as cost, 0::bigint as fenced, 0::bigint as reserved
    from added
    join spending_limits l on l.account_id = added.account_id
      and (l.key_id is null or l.key_id = added.key_id) and (l.gate_id is null or l.gate_id = added.gate_id)
      and (l.counts_from is null or added.started_at >= l.counts_from)
    where added.cost_nano_usd <> 0 and added.cost_nano_usd <> case when l.counts_own_keys then 0 else coalesce(added.own_cost_nano_usd, 0) end
    union all
    select limit_id, period_start, 0, kept, -amount from released
  ), balanced as (
    insert into spending_balances as known (limit_id, period_start, spent_nano_usd, fenced_nano_usd, reserved_nano_usd)
    select limit_id, period_start, sum(cost), sum(fenced), sum(reserved) from spent
    group by 1, 2
    order by 1, 2
    on conflict (limit_id, period_start) do update set
      spent_nano_usd = known.spent_nano_usd + excluded.spent_nano_usd,
      fenced_nano_usd = known.fenced_nano_usd + excluded.fenced_nano_usd,
      reserved_nano_usd = known.reserved_nano_usd + excluded.reserved_nano_usd
  ), seen as (
    insert into key_networks (account_id, key_id, network, first_seen_at, last_seen_at)
    select added.account_id, added.key_id, given.subscriber, min(added.started_at), max(added.started_at)
    from added join given on given.id = added.id
    where given.subscriber is not null and not added.is_test
      and coalesce(added.error_code, '') not in (
        'key_deleted', 'key_disabled', 'key_expired', 'secret_revoked', 'scope_network')
    group by 1, 2, 3
    order by 1, 2, 3
    on conflict (account_id, key_id, network) do update set last_seen_at = excluded.last_seen_at
      where key_networks.last_seen_at < excluded.last_seen_at - interval '1 minute'
  ), used as (
    select secret_id, max(started_at) as at from added group by secret_id
  ), touched as (
    select s.id from api_key_secrets s join used on used.secret_id = s.id
    where s.last_used_at is null or s.last_used_at < used.at - interval '1 minute'
    order by s.id for update of s skip locked
  )
  update api_key_secrets s set last_used_at = used.at
  from touched join used on used.secret_id = touched.id
  where s.id = touched.id`;

/** The parameter of `RECORD`: the requests as a JSON array, money as text so that no digit is lost. */
export function recordParameter(records: RequestRecord[]): string {
  return JSON.stringify(records.map(toRow));
}

function toRow(record: RequestRecord) {
  return {
    id: record.id,
    account_id: record.accountId,
    key_id: record.keyId,
    secret_id: record.secretId,
    gate_id: record.gateId,
    gate_version: record.gateVersion,
    endpoint: record.endpoint,
    model_asked: record.modelAsked,
    model_used: record.modelUsed,
    provider: record.provider,
    attempts: record.attempts,
    route: record.route,
    max_output_tokens: record.maxOutputTokens,
    worst_cost_nano_usd: record.worstCostNanoUsd?.toString() ?? null,
    streamed: record.streamed,
    fell_back: record.fellBack,
    is_test: record.isTest,
    own_provider_key: record.ownProviderKey,
    only_own_keys: record.onlyOwnKeys === true,
    costs_more: record.costsMore === true,
    usage_note: record.usageNote,
    beyond_tokens: record.beyondTokens,
    input_tokens: record.inputTokens,
    cached_input_tokens: record.cachedInputTokens,
    cache_write_tokens: record.cacheWriteTokens,
    cache_write_1h_tokens: record.cacheWrite1hTokens,
    output_tokens: record.outputTokens,
    reasoning_tokens: record.reasoningTokens,
    audio_input_tokens: record.audioInputTokens,
    audio_output_tokens: record.audioOutputTokens,
    cost_nano_usd: record.costNanoUsd?.toString() ?? null,
    own_cost_nano_usd: record.ownCostNanoUsd?.toString() ?? null,
    price_version: record.priceVersion,
    settlement: record.settlement,
    status: record.status,
    error_code: record.errorCode,
    error_message: record.errorMessage,
    refused_by: record.refusedBy,
    latency_ms: record.latencyMs,
    first_token_ms: record.firstTokenMs,
    network: record.network,
    subscriber: record.network === null ? null : subscriberNetwork(record.network),
    user_agent: record.userAgent,
    started_at: record.startedAt,
    ended_at: record.endedAt,
  };
}
