import { and, eq, inArray, isNull, ne, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { alerts } from "@/db/schema/alerts";
import type { Ctx } from "@/lib/context";
import type { KeyId } from "@/lib/core/ids";
import type { AlertType } from "./contract";

/** Which alerts are over: those of these types about a key, but for one that says it anew, or those whose `sameness` begins so. */
export type Over = { keyId: KeyId; types: AlertType[]; except?: string } | { samenessStart: string };

/** Closes the open alerts that are over, in the transaction of what ended them. */
export async function closeAlerts(
  tx: Transaction,
  { accountId, clock }: Pick<Ctx, "accountId" | "clock">,
  over: Over,
): Promise<void> {
  await tx
    .update(alerts)
    .set({ dismissedAt: clock.now() })
    .where(and(eq(alerts.accountId, accountId), isNull(alerts.dismissedAt), areOver(over)));
}

function areOver(over: Over): SQL | undefined {
  if ("samenessStart" in over) return sql`starts_with(${alerts.sameness}, ${over.samenessStart})`;
  const { keyId, types, except } = over;
  return and(
    eq(alerts.keyId, keyId),
    inArray(alerts.type, types),
    except === undefined ? undefined : ne(alerts.sameness, except),
  );
}
