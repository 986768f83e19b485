import { and, desc, eq, lt, sql } from "drizzle-orm";
import { apiKeySecrets, keyPolicies } from "@/db/schema/keys";
import type { Ctx } from "@/lib/context";
import { type KeyId, lowestIdAt, type SecretId } from "@/lib/core/ids";
import { subscriberNetwork } from "@/lib/core/networks";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import type { KeySecret, RotationProof } from "./contract";
import { looksSafe } from "./looks-safe";
import { keySecret, ledgerNow, secretsOfKey } from "./secret-rows";

/** Calls of a secret are counted up to here: a busy one need not be counted to the last to be told from a silent one. */
export const MOST_COUNTED = 10_000;
const USUAL_QUIET_MINUTES = 30;
/** Secrets that ended within this time are still proven: a program that was forgotten shows up here. */
const RECENTLY_MS = 7 * DAY_MS;

/** The secrets of a key, newest first, `limit` of them before the one with the id `after`. */
export async function listSecrets(
  ctx: Ctx,
  { keyId, limit, after }: { keyId: KeyId; limit: number; after?: SecretId | undefined },
): Promise<KeySecret[]> {
  const ofKey = and(eq(apiKeySecrets.accountId, ctx.accountId), eq(apiKeySecrets.keyId, keyId));
  const [now, rows, [newest]] = await Promise.all([
    ledgerNow(ctx.db),
    ctx.db
      .select()
      .from(apiKeySecrets)
      .where(and(ofKey, after === undefined ? undefined : lt(apiKeySecrets.id, after)))
      .orderBy(desc(apiKeySecrets.id))
      .limit(limit),
    ctx.db
      .select({ id: apiKeySecrets.id })
      .from(apiKeySecrets)
      .where(ofKey)
      .orderBy(desc(apiKeySecrets.id))
      .limit(1),
  ]);
  return rows.map((row) => keySecret(row, row.id === newest?.id, now));
}

/**
 * What each secret of a key that works or ended within 7 days was used for in the last hour, by the ledger's clock, so that an
 * old one can be stopped without fear. At most `MOST_COUNTED` calls are counted per secret.
 */
export async function rotationProof(ctx: Ctx, keyId: KeyId): Promise<RotationProof> {
  const [at, { newest, older }, quietMinutes] = await Promise.all([
    ledgerNow(ctx.db),
    secretsOfKey(ctx.db, ctx, keyId),
    quietMinutesOf(ctx),
  ]);
  const all = [newest, ...older].map((row) => keySecret(row, row === newest, at));
  const shown = all.filter((secret) => !isLongGone(secret, at));
  const uses = await usesOf(ctx, shown, at);
  const secrets = shown.map((secret) => {
    const use = uses.get(secret.id) ?? NO_USE;
    const rotatedAt = newest.createdAt;
    const looksSafeToStop = looksSafe(
      { ...secret, lastRequestAt: use.lastRequestAt, rotatedAt },
      quietMinutes,
      at,
    );
    return { ...secret, ...use, looksSafeToStop };
  });
  return { at, quietMinutes, secrets };
}

function isLongGone({ state, stoppedAt, endsAt }: KeySecret, at: Date): boolean {
  const ended = state === "stopped" ? stoppedAt : state === "ended" ? endsAt : null;
  return ended !== null && at.getTime() - ended.getTime() > RECENTLY_MS;
}

async function quietMinutesOf({ db, accountId }: Ctx): Promise<number> {
  const [policy] = await db
    .select({ quietMinutes: keyPolicies.quietMinutes })
    .from(keyPolicies)
    .where(eq(keyPolicies.accountId, accountId));
  return policy?.quietMinutes ?? USUAL_QUIET_MINUTES;
}

type Use = {
  requestsLastHour: number;
  isMore: boolean;
  networksLastHour: number;
  lastRequestAt: Date | null;
};
const NO_USE: Use = { requestsLastHour: 0, isMore: false, networksLastHour: 0, lastRequestAt: null };

/** One statement; each secret is two short walks along the log's index of secrets. */
async function usesOf({ db, accountId }: Ctx, secrets: KeySecret[], at: Date): Promise<Map<string, Use>> {
  const hourAgo = lowestIdAt(at.getTime() - HOUR_MS);
  const ids = sql.join(
    secrets.map(({ id }) => sql`${id}::uuid`),
    sql`, `,
  );
  const rows = await db.execute<{
    id: SecretId;
    requests: number;
    networks: string[] | null;
    last_ms: number | null;
  }>(sql`
    select s.id, hour.requests, hour.networks, last.ms as last_ms
    from unnest(array[${ids}]) as s (id)
    cross join lateral (
      select count(*)::int as requests, array_agg(distinct network) filter (where network is not null) as networks
      from (
        select r.network from requests r
        where r.secret_id = s.id and r.account_id = ${accountId} and r.id >= ${hourAgo}::uuid
        order by r.id desc limit ${MOST_COUNTED + 1}
      ) latest
    ) hour
    left join lateral (
      select (extract(epoch from r.started_at) * 1000)::float8 as ms from requests r
      where r.secret_id = s.id and r.account_id = ${accountId}
      order by r.id desc limit 1
    ) last on true`);
  return new Map(
    rows.map(({ id, requests, networks, last_ms }) => [
      id,
      {
        requestsLastHour: Math.min(requests, MOST_COUNTED),
        isMore: requests > MOST_COUNTED,
        networksLastHour: new Set((networks ?? []).map(subscriberNetwork)).size,
        lastRequestAt: last_ms === null ? null : new Date(last_ms),
      },
    ]),
  );
}
