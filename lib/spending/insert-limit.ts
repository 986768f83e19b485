import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { gates } from "@/db/schema/gates";
import { apiKeys } from "@/db/schema/keys";
import { spendingLimits } from "@/db/schema/spending";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { type GateId, isUuid, type KeyId, newId, type SpendingLimitId } from "@/lib/core/ids";
import type { NewSpendingLimit, SpendingLimit } from "./contract";
import { spendingFields, spendingSubject, type WrittenLimit } from "./limit-fields";
import { getSpendingLimit } from "./queries";
import { refuseLimitedKey } from "./refuse-limited-key";
import { refuseMembers } from "./refuse-members";
import { PERIOD_WORDS } from "./spending-refused";
import { holdSpending, squareSpending } from "./square-spending";

type Holder = { scope: SpendingLimit["scope"]; gateId: GateId | null; keyId: KeyId | null };

/**
 * Adds a spending limit with all that was spent in its period before, within a transaction that tells the trail last. Throws `scope_access` for a key with
 * a scope, `not_found` for a gate or key that is not the account's, and `conflict` where its holder has one for that period: `details.limit_id` says which.
 */
export async function insertLimit(
  tx: Transaction,
  ctx: Ctx,
  { gateId, keyId, amountUsd, fenceUsd, ...input }: NewSpendingLimit,
): Promise<WrittenLimit> {
  refuseLimitedKey(ctx);
  await refuseMembers(tx, ctx);
  const { accountId } = ctx;
  const holder = await lockHolder(tx, ctx, { gateId, keyId });
  await holdSpending(tx, accountId);
  const id = newId<SpendingLimitId>();
  const [made] = await tx
    .insert(spendingLimits)
    .values({ ...input, ...holder, id, accountId, amountNanoUsd: amountUsd, fenceNanoUsd: fenceUsd })
    .onConflictDoNothing()
    .returning({ id: spendingLimits.id });
  if (made === undefined) throw await taken(tx, ctx, holder, input.period);
  await squareSpending(tx, [id]);
  const limit = await getSpendingLimit({ db: tx, accountId }, id);
  const change = {
    action: "spending_limit.created" as const,
    subject: spendingSubject(limit),
    after: spendingFields(limit),
  };
  return { limit, changes: [change] };
}

/** The gate or key stays until the commit. It is locked before the account's limits, as by those who change a gate with its limit. */
async function lockHolder(
  tx: Transaction,
  { accountId }: Ctx,
  { gateId, keyId }: Pick<NewSpendingLimit, "gateId" | "keyId">,
): Promise<Holder> {
  if (gateId !== undefined) {
    const [gate] = isUuid(gateId)
      ? await tx
          .select({ id: gates.id })
          .from(gates)
          .where(and(eq(gates.accountId, accountId), eq(gates.id, gateId as GateId), isNull(gates.deletedAt)))
          .for("key share")
      : [];
    if (gate === undefined) throw new AppError("not_found", "No such gate.", { param: "gateId" });
    return { scope: "gate", gateId: gate.id, keyId: null };
  }
  if (keyId === undefined) return { scope: "account", gateId: null, keyId: null };
  const [key] = isUuid(keyId)
    ? await tx
        .select({ id: apiKeys.id })
        .from(apiKeys)
        .where(
          and(eq(apiKeys.accountId, accountId), eq(apiKeys.id, keyId as KeyId), isNull(apiKeys.deletedAt)),
        )
        .for("key share")
    : [];
  if (key === undefined) throw new AppError("not_found", "No such key.", { param: "keyId" });
  return { scope: "key", gateId: null, keyId: key.id };
}

async function taken(
  tx: Transaction,
  { accountId }: Ctx,
  { scope, gateId, keyId }: Holder,
  period: SpendingLimit["period"],
): Promise<AppError> {
  const [first] = await tx
    .select({ id: spendingLimits.id })
    .from(spendingLimits)
    .where(
      and(
        eq(spendingLimits.accountId, accountId),
        eq(spendingLimits.period, period),
        sql`coalesce(${spendingLimits.keyId}, ${spendingLimits.gateId}, ${accountId}) = ${keyId ?? gateId ?? accountId}`,
      ),
    );
  return new AppError(
    "conflict",
    `This ${scope} has a ${PERIOD_WORDS[period]} spending limit. Change that one.`,
    {
      param: "period",
      details: { limit_id: first?.id ?? null },
    },
  );
}
