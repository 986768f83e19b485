import { eq } from "drizzle-orm";
import { spendingLimits } from "@/db/schema/spending";
import { AppError } from "@/lib/core/errors";
import { type GateId, isUuid, type KeyId, type SpendingLimitId } from "@/lib/core/ids";
import type { SpendingLimit } from "./contract";
import { type SpendingReader, spendingLimitRows } from "./limit-rows";

/** The account's spending limits with how they stand: its own first, then those of gates and of keys, by name. */
export async function listSpendingLimits(ctx: SpendingReader): Promise<SpendingLimit[]> {
  return spendingLimitRows(ctx);
}

/** A spending limit of the account. Throws `not_found`, the same for another account's id as for none. */
export async function getSpendingLimit(ctx: SpendingReader, limitId: string): Promise<SpendingLimit> {
  if (!isUuid(limitId)) throw spendingLimitNotFound();
  const [limit] = await spendingLimitRows(ctx, eq(spendingLimits.id, limitId as SpendingLimitId));
  if (limit === undefined) throw spendingLimitNotFound();
  return limit;
}

/** The spending limits of a gate or a key alone. */
export async function spendingLimitsOf(
  ctx: SpendingReader,
  holder: { gateId: GateId } | { keyId: KeyId },
): Promise<SpendingLimit[]> {
  const own =
    "gateId" in holder ? eq(spendingLimits.gateId, holder.gateId) : eq(spendingLimits.keyId, holder.keyId);
  return spendingLimitRows(ctx, own);
}

export function spendingLimitNotFound(): AppError {
  return new AppError(
    "not_found",
    "No such spending limit. It may have been removed; list the limits there are.",
  );
}
