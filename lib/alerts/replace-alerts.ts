import { and, eq, inArray, isNull, ne } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { alerts } from "@/db/schema/alerts";
import type { Ctx } from "@/lib/context";
import type { AlertType, NewAlert } from "./contract";

/** Closes the open alerts of these types of a key, because a new one says the same anew. */
export async function replaceAlerts(
  tx: Transaction,
  { accountId, clock }: Pick<Ctx, "accountId" | "clock">,
  { keyId, sameness }: Pick<NewAlert, "keyId" | "sameness">,
  types: AlertType[],
): Promise<void> {
  if (keyId === null) return;
  await tx
    .update(alerts)
    .set({ dismissedAt: clock.now() })
    .where(
      and(
        eq(alerts.accountId, accountId),
        eq(alerts.keyId, keyId),
        inArray(alerts.type, types),
        isNull(alerts.dismissedAt),
        ne(alerts.sameness, sameness),
      ),
    );
}
