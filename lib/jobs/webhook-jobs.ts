import { ledger } from "@/db/client";
import { HOUR_MS, MINUTE_MS, SECOND_MS, systemClock } from "@/lib/core/time";
import { deliverDue } from "@/lib/webhooks/deliver-due";
import { forgetOldDeliveries } from "@/lib/webhooks/forget-old-deliveries";
import type { Job } from "./run-job";

/** Sends events to webhooks. */
export const webhookDeliveries: Job = {
  name: "webhook deliveries",
  everyMs: SECOND_MS,
  leaseMs: MINUTE_MS,
  async run() {
    await deliverDue(ledger().db, systemClock);
    return null;
  },
};

/** Removes what the delivery log no longer shows. */
export const oldDeliveries: Job = {
  name: "old webhook deliveries",
  everyMs: HOUR_MS,
  leaseMs: 10 * MINUTE_MS,
  async run() {
    while ((await forgetOldDeliveries(ledger().db, systemClock.now())) > 0);
    return null;
  },
};
