import { countOpenAlerts, listAlerts } from "@/lib/alerts/queries";
import type { Ctx } from "@/lib/context";
import { AlertList } from "./alert-list";
import { alertRowsHref } from "./alert-rows-href";

const MOST_READ = 50;

/** What needs attention, newest first, of the account or of one key; nothing at all when nothing does. */
export async function AttentionCard({ ctx, keyId }: { ctx: Ctx; keyId?: string }) {
  const ofKey = keyId === undefined ? {} : { keyId };
  const [{ items }, total] = await Promise.all([
    listAlerts(ctx, { ...ofKey, isOpen: true, limit: MOST_READ }),
    countOpenAlerts(ctx, ofKey),
  ]);
  if (items.length === 0) return null;
  return (
    <AlertList
      total={total}
      ofOneKey={keyId !== undefined}
      alerts={items.map(({ data, createdAt, ...alert }) => ({
        id: alert.id,
        message: alert.message,
        keyId: alert.keyId,
        keyName: alert.keyName,
        rowsHref: alertRowsHref({ keyId: alert.keyId, data }),
        isOfSpending: alert.type.startsWith("spend."),
        webhookId: typeof data.webhookId === "string" ? data.webhookId : null,
        at: createdAt.toISOString(),
      }))}
    />
  );
}
