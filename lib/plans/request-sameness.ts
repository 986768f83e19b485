import type { PlanRequestId } from "@/lib/core/ids";

/** What makes the alert of a request the same as another: the operator is told of each once, and no more once it is answered. */
export function requestSameness(id: PlanRequestId): string {
  return `plan.requested:${id}`;
}
