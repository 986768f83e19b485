import { CircleCheck, CirclePause, CircleX, Clock, TriangleAlert } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { Delivery, Webhook } from "@/lib/webhooks/contract";

/** Whether events are sent to it, and whether it took the newest. */
export function WebhookState({
  disabledAt,
  disabledReason,
  isFailing,
}: Pick<Webhook, "disabledAt" | "disabledReason"> & { isFailing: boolean }) {
  if (disabledAt === null) {
    return isFailing ? (
      <Badge tone="warn" icon={TriangleAlert}>
        Failing
      </Badge>
    ) : (
      <Badge tone="ok" icon={CircleCheck}>
        Active
      </Badge>
    );
  }
  return (
    <Badge tone={disabledReason === null ? "neutral" : "danger"} icon={CirclePause}>
      Disabled
    </Badge>
  );
}

/** How an event fares. */
export function DeliveryState({ state, attemptCount }: Pick<Delivery, "state" | "attemptCount">) {
  if (state === "delivered") {
    return (
      <Badge tone="ok" icon={CircleCheck}>
        Delivered
      </Badge>
    );
  }
  if (state === "failed") {
    return (
      <Badge tone="danger" icon={CircleX}>
        Failed
      </Badge>
    );
  }
  return (
    <Badge tone={attemptCount === 0 ? "neutral" : "warn"} icon={Clock}>
      {attemptCount === 0 ? "Waiting" : "Retrying"}
    </Badge>
  );
}
