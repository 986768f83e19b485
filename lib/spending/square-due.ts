import { asc, gt, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { spendingLimits } from "@/db/schema/spending";
import type { SpendingLimitId } from "@/lib/core/ids";
import { squareSpending } from "./square-spending";

const PAGE = 500;

/**
 * Squares the limits that were made or changed in the last ten minutes: requests that were written at the same moment did not see it.
 * With `isWhole` all limits there are.
 */
export async function squareDue(db: Database, { isWhole }: { isWhole: boolean }): Promise<void> {
  const due = isWhole ? undefined : sql`${spendingLimits.updatedAt} > now() - interval '10 minutes'`;
  for (let after: SpendingLimitId | null = null; ; ) {
    const page: Array<{ id: SpendingLimitId }> = await db
      .select({ id: spendingLimits.id })
      .from(spendingLimits)
      .where(sql`${due ?? sql`true`} and ${after === null ? sql`true` : gt(spendingLimits.id, after)}`)
      .orderBy(asc(spendingLimits.id))
      .limit(PAGE);
    await squareSpending(
      db,
      page.map(({ id }) => id),
    );
    after = page.at(-1)?.id ?? null;
    if (page.length < PAGE) return;
  }
}
