"use client";

import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { SpendingLimit } from "@/lib/spending/contract";
import { LimitLine } from "./limit-line";
import { NewLimitButton } from "./new-limit-button";
import { SpendingDialogsProvider } from "./spending-dialogs";

/** The spending limits of a key or a gate of its own, set and changed in place. `zone` is the viewer's. */
export function SpendingCard({
  of,
  id,
  limits,
  zone,
  at,
  mayChange,
}: {
  of: "key" | "gate";
  id: string;
  limits: readonly SpendingLimit[];
  zone: string;
  /** When they were read. */
  at: Date;
  mayChange: boolean;
}) {
  return (
    <SpendingDialogsProvider holder={{ scope: of, id }} zone={zone}>
      <Card
        title={
          <span tabIndex={-1} data-spending-heading>
            Spending
          </span>
        }
        description={
          of === "key"
            ? "How much calls with this key may cost. A call that does not fit is answered with 402."
            : "How much calls that this gate answers may cost, from all keys together. A call that does not fit is answered with 402."
        }
        actions={mayChange ? <NewLimitButton /> : null}
      >
        {limits.length === 0 ? (
          <p className="text-muted">No limit of its own.</p>
        ) : (
          <ul className="divide-y divide-line">
            {limits.map((limit) => (
              <li key={limit.id}>
                <LimitLine limit={limit} at={at} mayChange={mayChange} />
              </li>
            ))}
          </ul>
        )}
        <p className="mt-3 text-subtle text-xs">
          The limits of the account hold besides:{" "}
          <Link href="/spending" className="rounded-sm text-ink underline underline-offset-4">
            Spending
          </Link>
        </p>
      </Card>
    </SpendingDialogsProvider>
  );
}
