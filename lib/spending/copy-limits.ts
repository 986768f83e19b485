import type { Transaction } from "@/db/client";
import { spendingLimits } from "@/db/schema/spending";
import { appendChanges } from "@/lib/audit/append-changes";
import type { Ctx } from "@/lib/context";
import { type GateId, type KeyId, newId, type SpendingLimitId } from "@/lib/core/ids";
import type { SpendingLimit } from "./contract";
import { spendingFields, spendingSubject } from "./limit-fields";
import { spendingLimitsOf } from "./queries";
import { holdSpending } from "./square-spending";

type Holder = { gateId: GateId } | { keyId: KeyId };

/**
 * Gives a gate or key that this transaction has just made every spending limit of the one it is a copy of, with nothing spent and
 * without what those are raised by for a while. Whoever may make the copy may: its limits only hold back. Call `recordCopied` with
 * what it returns when everything else is written.
 */
export async function copyLimits(
  tx: Transaction,
  { accountId }: Pick<Ctx, "accountId">,
  { from, to }: { from: Holder; to: Holder },
): Promise<SpendingLimit[]> {
  const reader = { db: tx, accountId };
  await holdSpending(tx, accountId);
  const limits = await spendingLimitsOf(reader, from);
  if (limits.length === 0) return [];
  await tx.insert(spendingLimits).values(
    limits.map(({ scope, period, zone, amountNanoUsd, enforcement, alertPercents, ...rest }) => ({
      ...to,
      ...{ scope, period, zone, amountNanoUsd, enforcement, alertPercents },
      fenceNanoUsd: rest.fenceNanoUsd,
      countsOwnKeys: rest.countsOwnKeys,
      id: newId<SpendingLimitId>(),
      accountId,
    })),
  );
  return spendingLimitsOf(reader, to);
}

/** Tells the trail of copied limits; nothing for none. Call it last in the transaction. */
export async function recordCopied(
  tx: Transaction,
  ctx: Ctx,
  limits: readonly SpendingLimit[],
): Promise<void> {
  const changes = limits.map((limit) => ({
    action: "spending_limit.created" as const,
    subject: spendingSubject(limit),
    after: spendingFields(limit),
  }));
  await appendChanges(tx, ctx, changes);
}
