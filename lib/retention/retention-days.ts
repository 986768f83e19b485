import { env } from "@/lib/env";
import type { RetentionDays } from "./retention-plan";

/** What the operator of the instance has set. */
export function retentionDays(): RetentionDays {
  const { LAYER_RETENTION_LOGS_DAYS: requests, LAYER_RETENTION_PAYLOADS_DAYS: payloads } = env();
  return { requests, payloads };
}
