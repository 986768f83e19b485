"use client";

import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { useToasts } from "@/components/ui/toast";
import { formatUsd } from "@/lib/core/format";
import { usdDecimal } from "@/lib/core/money";
import type { SpendingLimit } from "@/lib/spending/contract";
import { attempt } from "@/lib/transport/attempt";
import { raiseSpendingLimitAction } from "./actions";
import { nextRaise } from "./next-raise";
import { useSpendingDialogs } from "./spending-dialogs";

/** Raises a limit by $10, or as much more as it takes, until its own day ends or its raise does, with one press; another amount is asked for. */
export function RaiseToday({ limit }: { limit: SpendingLimit }) {
  const [pending, start] = useTransition();
  const dialogs = useSpendingDialogs();
  const toasts = useToasts();
  const { more, total } = nextRaise(limit);

  function raise() {
    start(async () => {
      // A raise takes the place of the one before, which may reach further than today.
      const until = limit.raisedUntil === null ? {} : { until: limit.raisedUntil.toISOString() };
      const raise = { amountUsd: usdDecimal(total), ...until };
      const result = await attempt(() => raiseSpendingLimitAction({ limitId: limit.id, raise }));
      if (!result.ok) toasts.add({ title: "Not raised", description: result.error.message, kind: "error" });
      else toasts.add({ title: "Limit raised", description: "Calls that fit go through from now on." });
    });
  }

  return (
    <>
      <Button size="sm" loading={pending} onClick={raise}>
        Raise by {formatUsd(more, { decimals: 0 })} {limit.raisedUntil === null ? "for today" : "more"}
      </Button>
      <Button size="sm" variant="ghost" onClick={() => dialogs.askRaise(limit)}>
        Another amount…
      </Button>
    </>
  );
}
