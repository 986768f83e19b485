import { hash } from "node:crypto";
import type { webhooks } from "@/db/schema/webhooks";

type Row = Pick<
  typeof webhooks.$inferSelect,
  "url" | "description" | "events" | "disabledAt" | "disabledReason"
>;

/**
 * What the trail keeps of a webhook. Of its address only the host: paths and queries of receivers often hold a secret, and
 * entries are events for other webhooks. That the rest changed shows by its hash.
 */
export function webhookFields({ url, description, events, disabledAt, disabledReason }: Row) {
  const rest = hash("sha256", url).slice(0, 8);
  return { url: `${new URL(url).origin}/… (${rest})`, description, events, disabledAt, disabledReason };
}

/** What an entry is about. */
export function webhookSubject({ id, url }: { id: string; url: string }) {
  return { kind: "webhook" as const, id, name: new URL(url).host };
}
