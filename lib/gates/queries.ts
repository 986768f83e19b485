import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import { users } from "@/db/schema/accounts";
import { gates, gateVersions } from "@/db/schema/gates";
import { apiKeys } from "@/db/schema/keys";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { type GateId, type GateVersionId, isUuid, lowestIdAt } from "@/lib/core/ids";
import { startOfHour } from "@/lib/usage/contract";
import { usageByGate } from "@/lib/usage/usage-by-gate";
import type { Gate, GateCaller, GateUsage, GateVersion } from "./contract";
import { gateColumns, gateNotFound, liveGates } from "./gate-rows";

/** The account's gates that are not deleted, newest first. */
export async function listGates(ctx: Ctx): Promise<Gate[]> {
  return ctx.db.select(gateColumns).from(gates).where(liveGates(ctx)).orderBy(desc(gates.id));
}

/** The gate that answers when a request names none, or null. */
export async function getDefaultGate(ctx: Ctx): Promise<Gate | null> {
  return firstGate(ctx, eq(gates.isDefault, true));
}

/** A gate by id or by name, or null. A UUID is tried as an id first, then as a name, since a gate may be called so. */
export async function findGate(ctx: Ctx, idOrName: string): Promise<Gate | null> {
  const byId = isUuid(idOrName) ? await firstGate(ctx, eq(gates.id, idOrName as GateId)) : null;
  return byId ?? findGateByName(ctx, idOrName);
}

async function findGateByName(ctx: Ctx, name: string): Promise<Gate | null> {
  // Postgres refuses a NUL in text, and no name has one.
  return name.includes("\0") ? null : firstGate(ctx, eq(gates.name, name));
}

/** A gate by id or by name. Throws `not_found`. */
export async function getGate(ctx: Ctx, idOrName: string): Promise<Gate> {
  const gate = await findGate(ctx, idOrName);
  if (gate === null) throw gateNotFound();
  return gate;
}

/** A gate by name alone. Throws `not_found`. */
export async function getGateByName(ctx: Ctx, name: string): Promise<Gate> {
  const gate = await findGateByName(ctx, name);
  if (gate === null) throw gateNotFound();
  return gate;
}

/** A gate by id alone. Throws `not_found`. */
export async function getGateById(ctx: Ctx, gateId: string): Promise<Gate> {
  const gate = isUuid(gateId) ? await firstGate(ctx, eq(gates.id, gateId as GateId)) : null;
  if (gate === null) throw gateNotFound();
  return gate;
}

async function firstGate(ctx: Ctx, condition: SQL): Promise<Gate | null> {
  const [gate] = await ctx.db
    .select(gateColumns)
    .from(gates)
    .where(and(liveGates(ctx), condition));
  return gate ?? null;
}

/** Who saved, as people read it; `gate_versions`, `users` and `api_keys` have to be joined. */
const saver = sql<string | null>`coalesce(${users.name}, ${users.email}, ${apiKeys.name})`;

/**
 * Saves of one gate or of all gates of the account that are not deleted, newest first. `before` leaves only those that are
 * older than the save with that id. `limit` is 1 to 1,000.
 */
export async function listGateVersions(
  ctx: Ctx,
  { gateId, limit, before }: { gateId?: GateId; limit: number; before?: GateVersionId },
): Promise<GateVersion[]> {
  if (![gateId, before].every((id) => id === undefined || isUuid(id))) return [];
  if (gateId === undefined) {
    const isOlder = before === undefined ? undefined : lt(gateVersions.id, before);
    return versions(ctx, isOlder).orderBy(desc(gateVersions.id)).limit(limit);
  }
  // The saves of one gate are numbered, whatever the clocks of the instances that made them said.
  const isOlder = before === undefined ? undefined : lt(gateVersions.version, numberOf(ctx, before));
  return versions(ctx, and(eq(gateVersions.gateId, gateId), isOlder))
    .orderBy(desc(gateVersions.version))
    .limit(limit);
}

/** One save of a gate that is not deleted. Throws `not_found`, also when it belongs to another gate. */
export async function getGateVersion(
  ctx: Ctx,
  { gateId, versionId }: { gateId: string; versionId: string },
): Promise<GateVersion> {
  if (isUuid(gateId) && isUuid(versionId)) {
    const ofGate = eq(gateVersions.gateId, gateId as GateId);
    const [version] = await versions(ctx, and(ofGate, eq(gateVersions.id, versionId as GateVersionId)));
    if (version !== undefined) return version;
  }
  throw new AppError("not_found", "This gate has no version with this id.");
}

function numberOf({ accountId }: Ctx, versionId: GateVersionId): SQL<number> {
  return sql`(select version from gate_versions where id = ${versionId} and account_id = ${accountId})`;
}

function versions({ db, accountId }: Ctx, condition: SQL | undefined) {
  return db
    .select({
      id: gateVersions.id,
      gateId: gateVersions.gateId,
      version: gateVersions.version,
      name: gateVersions.name,
      settings: gateVersions.settings,
      action: gateVersions.action,
      changedFields: gateVersions.changedFields,
      restoredVersion: gateVersions.restoredVersion,
      note: gateVersions.note,
      by: saver,
      byUserId: users.id,
      byEmail: users.email,
      createdAt: gateVersions.createdAt,
    })
    .from(gateVersions)
    .innerJoin(gates, and(eq(gates.id, gateVersions.gateId), liveGates({ accountId })))
    .leftJoin(users, and(eq(users.id, gateVersions.byUserId), eq(users.accountId, accountId)))
    .leftJoin(apiKeys, and(eq(apiKeys.id, gateVersions.byKeyId), eq(apiKeys.accountId, accountId)))
    .where(and(eq(gateVersions.accountId, accountId), condition));
}

/** What came through each of these gates from the hour of `since` until now, also for those nothing came through. */
export async function gateUsage(
  ctx: Ctx,
  gateIds: readonly GateId[],
  since: Date,
): Promise<ReadonlyMap<GateId, GateUsage>> {
  const usage = await usageByGate(ctx, { gateIds, from: since, to: ctx.clock.now() });
  return new Map(gateIds.map((id) => [id, usage(id)]));
}

/** The keys that used a gate from the hour of `since` until now, those with most requests first. */
export async function gateCallers(ctx: Ctx, gateId: GateId, since: Date): Promise<GateCaller[]> {
  if (!isUuid(gateId)) return [];
  const from = startOfHour(since);
  const rows = await ctx.db.execute<CallerRow>(sql`
    select used.key_id, k.name, k.deleted_at is not null as is_deleted, used.requests, last.started_ms
    from (
      select key_id, sum(requests)::text as requests from usage_hourly
      where account_id = ${ctx.accountId} and gate_id = ${gateId} and hour >= ${from.toISOString()}::timestamptz
      group by key_id
    ) used
    join api_keys k on k.id = used.key_id and k.account_id = ${ctx.accountId}
    left join lateral (
      select (extract(epoch from r.started_at) * 1000)::bigint::text as started_ms from requests r
      where r.key_id = used.key_id and r.gate_id = ${gateId} and r.account_id = ${ctx.accountId}
        and r.id >= ${lowestIdAt(from.getTime())}::uuid
      order by r.id desc limit 1
    ) last on true
    order by used.requests::bigint desc, k.name, k.id`);
  return rows.map((row) => ({
    keyId: row.key_id,
    name: row.name,
    isDeleted: row.is_deleted,
    requests: Number(row.requests),
    lastRequestAt: row.started_ms === null ? null : new Date(Number(row.started_ms)),
  }));
}

type CallerRow = {
  key_id: GateCaller["keyId"];
  name: string;
  is_deleted: boolean;
  requests: string;
  started_ms: string | null;
};
