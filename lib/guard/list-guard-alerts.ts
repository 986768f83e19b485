import { and, desc, eq, inArray } from "drizzle-orm";
import { alerts } from "@/db/schema/alerts";
import type { Ctx } from "@/lib/context";
import type { AlertId, KeyId } from "@/lib/core/ids";
import { ALERT_TYPE_OF } from "./finding";

/** What the guard told of a key. */
export type GuardAlert = { id: AlertId; message: string; createdAt: Date };

const SHOWN = 20;

/** The last 20 alerts of the guard on a key of the account, newest first. */
export async function listGuardAlerts({ db, accountId }: Ctx, keyId: KeyId): Promise<GuardAlert[]> {
  const { id, message, createdAt, type } = alerts;
  return db
    .select({ id, message, createdAt })
    .from(alerts)
    .where(
      and(
        eq(alerts.accountId, accountId),
        eq(alerts.keyId, keyId),
        inArray(type, Object.values(ALERT_TYPE_OF)),
      ),
    )
    .orderBy(desc(id))
    .limit(SHOWN);
}
