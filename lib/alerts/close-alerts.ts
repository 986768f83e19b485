import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { alerts } from "@/db/schema/alerts";
import type { Ctx } from "@/lib/context";

/** Closes the open alerts whose `sameness` begins like this, because what they said is over. */
export async function closeAlerts(
  tx: Transaction,
  { accountId, clock }: Pick<Ctx, "accountId" | "clock">,
  samenessStart: string,
): Promise<void> {
  await tx
    .update(alerts)
    .set({ dismissedAt: clock.now() })
    .where(
      and(
        eq(alerts.accountId, accountId),
        sql`starts_with(${alerts.sameness}, ${samenessStart})`,
        isNull(alerts.dismissedAt),
      ),
    );
}
