import { and, desc, eq, gt, inArray, isNull, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Transaction } from "@/db/client";
import { users } from "@/db/schema/accounts";
import { apiKeySecrets, apiKeys } from "@/db/schema/keys";
import type { Ctx } from "@/lib/context";
import type { KeyId } from "@/lib/core/ids";
import type { ApiKey } from "./contract";
import { keyStatus } from "./key-status";

type Reader = Pick<Ctx, "accountId" | "clock"> & { db: Pick<Transaction, "select"> };

/** The account's keys among these ids, deleted ones included, in no particular order. One statement. */
export async function keyRows({ db, accountId, clock }: Reader, ids: KeyId[]): Promise<ApiKey[]> {
  if (ids.length === 0) return [];
  const maker = alias(apiKeys, "maker");
  const ofKey = and(eq(apiKeySecrets.accountId, accountId), eq(apiKeySecrets.keyId, apiKeys.id));
  const newest = db
    .select({ id: apiKeySecrets.id, prefix: apiKeySecrets.prefix, lastFour: apiKeySecrets.lastFour })
    .from(apiKeySecrets)
    .where(ofKey)
    .orderBy(desc(sql`${apiKeySecrets.revokedAt} is null`), desc(apiKeySecrets.id))
    .limit(1)
    .as("newest");
  const used = db
    .select({ at: sql`max(${apiKeySecrets.lastUsedAt})`.mapWith(apiKeySecrets.lastUsedAt).as("at") })
    .from(apiKeySecrets)
    .where(ofKey)
    .as("used");
  const now = clock.now();
  const older = db
    .select({ until: sql`max(${apiKeySecrets.expiresAt})`.mapWith(apiKeySecrets.expiresAt).as("until") })
    .from(apiKeySecrets)
    .where(
      and(
        ofKey,
        ne(apiKeySecrets.id, newest.id),
        isNull(apiKeySecrets.revokedAt),
        gt(apiKeySecrets.expiresAt, now),
      ),
    )
    .as("older");
  const rows = await db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      prefix: newest.prefix,
      lastFour: newest.lastFour,
      createdAt: apiKeys.createdAt,
      createdBy: sql<string | null>`coalesce(${users.name}, ${users.email}, ${maker.name})`,
      lastUsedAt: used.at,
      expiresAt: apiKeys.expiresAt,
      disabledAt: apiKeys.disabledAt,
      disabledBy: apiKeys.disabledBy,
      deletedAt: apiKeys.deletedAt,
      description: apiKeys.description,
      tags: apiKeys.tags,
      scope: apiKeys.scope,
      guard: apiKeys.guard,
      payloads: apiKeys.payloads,
      limits: apiKeys.limits,
      exposedAt: apiKeys.exposedAt,
      exposedWhere: apiKeys.exposedWhere,
      rotatingUntil: older.until,
      countsTests: sql<boolean>`coalesce(${apiKeys.purpose} = 'test', false)`,
    })
    .from(apiKeys)
    .crossJoinLateral(newest)
    .crossJoinLateral(used)
    .crossJoinLateral(older)
    .leftJoin(users, and(eq(users.id, apiKeys.createdByUserId), eq(users.accountId, accountId)))
    .leftJoin(maker, and(eq(maker.id, apiKeys.createdByKeyId), eq(maker.accountId, accountId)))
    .where(and(eq(apiKeys.accountId, accountId), inArray(apiKeys.id, ids)));
  return rows.map((row) => ({ ...row, status: keyStatus(row, now) }));
}
