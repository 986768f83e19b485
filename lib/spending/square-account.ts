import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { spendingLimits } from "@/db/schema/spending";
import type { AccountId } from "@/lib/core/ids";
import { squareSpending } from "./square-spending";

/** Squares all of an account's spending limits, after costs of its past became others. */
export async function squareAccount(db: Database, accountId: AccountId): Promise<void> {
  const limits = await db
    .select({ id: spendingLimits.id })
    .from(spendingLimits)
    .where(eq(spendingLimits.accountId, accountId));
  await squareSpending(
    db,
    limits.map(({ id }) => id),
  );
}
