import { and, desc, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { apiKeySecrets } from "@/db/schema/keys";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { KeyId } from "@/lib/core/ids";
import type { KeySecret } from "./contract";

export type SecretRow = typeof apiKeySecrets.$inferSelect;

/** The ledger's present: the clocks of instances may differ from it and from each other. */
export async function ledgerNow(tx: Pick<Transaction, "execute">): Promise<Date> {
  const [row] = await tx.execute<{ ms: number }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`,
  );
  if (row === undefined) throw new Error("The ledger did not tell the time");
  return new Date(row.ms);
}

/** The newest secret of a key and the older ones, those that ended included, newest first. Lock the key before. */
export async function secretsOfKey(
  tx: Pick<Transaction, "select">,
  { accountId }: Pick<Ctx, "accountId">,
  keyId: KeyId,
): Promise<{ newest: SecretRow; older: SecretRow[] }> {
  const rows = await tx
    .select()
    .from(apiKeySecrets)
    .where(and(eq(apiKeySecrets.accountId, accountId), eq(apiKeySecrets.keyId, keyId)))
    .orderBy(desc(apiKeySecrets.id));
  const [newest, ...older] = rows;
  if (newest === undefined) throw new Error("A key without a secret");
  return { newest, older };
}

/** Whether an older secret still works. */
export function isEnding({ revokedAt, expiresAt }: SecretRow, now: Date): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > now);
}

/** A row as its account sees it. */
export function keySecret(row: SecretRow, isNewest: boolean, now: Date): KeySecret {
  const { id, keyId, prefix, lastFour, createdAt, lastUsedAt, expiresAt, revokedAt } = row;
  const old = revokedAt !== null ? "stopped" : isEnding(row, now) ? "ending" : "ended";
  const state = isNewest ? "newest" : old;
  return {
    id,
    keyId,
    prefix,
    lastFour,
    createdAt,
    lastUsedAt,
    endsAt: expiresAt,
    stoppedAt: revokedAt,
    state,
  };
}

/** The answer to every id that is not a secret of the key. */
export function secretNotFound(): AppError {
  return new AppError("not_found", "This API key has no secret with this id.");
}
