"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Link } from "@/components/ui/link";
import { formatCountExact } from "@/lib/core/format";
import type { CorrectionTarget } from "@/lib/corrections/contract";
import { attempt } from "@/lib/transport/attempt";
import { bookPriceAction } from "../actions";

type State =
  | { name: "idle" }
  | { name: "booking"; examined: number; booked: number }
  | { name: "done"; booked: number }
  | { name: "failed"; message: string; booked: number };

/** Books what the preview shows. Many requests are booked in several calls, and the sentence says how far they are. */
export function BookCorrections({
  target,
  changed,
  total,
  difference,
  rowsHref,
}: {
  target: CorrectionTarget;
  changed: number;
  total: number;
  difference: string;
  rowsHref: string;
}) {
  const [state, setState] = useState<State>({ name: "idle" });
  const router = useRouter();

  async function book() {
    if (state.name === "booking") return;
    let [after, examined, booked] = [null as string | null, 0, 0];
    do {
      setState({ name: "booking", examined, booked });
      const place = after;
      const result = await attempt(() => bookPriceAction({ target, after: place }));
      if (!result.ok) return setState({ name: "failed", message: result.error.message, booked });
      booked += result.data.booked;
      examined += result.data.examined;
      after = result.data.next;
    } while (after !== null);
    setState({ name: "done", booked });
    router.refresh();
  }

  return (
    <div className="flex flex-col items-start gap-3">
      {changed === 0 && state.name !== "done" ? (
        <p className="text-muted">Every request that this price can say the cost of has that cost.</p>
      ) : null}
      {changed > 0 ? (
        <>
          <p className="max-w-prose text-muted">
            Booking corrects {formatCountExact(changed)} {changed === 1 ? "request" : "requests"} by{" "}
            {difference} in all. Logs, usage and exports show it at once. It cannot be undone; another price
            can be booked over it.
          </p>
          <Button variant="primary" loading={state.name === "booking"} onClick={book}>
            Book corrections
          </Button>
        </>
      ) : null}
      <div role="status">
        {state.name === "booking" ? (
          <p className="text-muted">
            Went through {formatCountExact(state.examined)} of {formatCountExact(total)} requests…
          </p>
        ) : null}
        {state.name === "done" ? (
          <Callout tone="ok" title={`${formatCountExact(state.booked)} corrections are booked`}>
            <Link href={rowsHref} className="text-accent-ink underline underline-offset-2">
              See the corrected requests in the log
            </Link>
          </Callout>
        ) : null}
      </div>
      {state.name === "failed" ? (
        <Callout tone="danger" role="alert" title="The booking stopped">
          <p>
            {state.message} {formatCountExact(state.booked)} corrections are booked, and rows and sums agree.
            Book again to go on.
          </p>
        </Callout>
      ) : null}
    </div>
  );
}
