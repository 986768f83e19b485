"use client";

import { Button } from "@/components/ui/button";
import { useSpendingDialogs } from "./spending-dialogs";

/** Opens the form for a new limit; `amount` is proposed, as decimal text. */
export function NewLimitButton({
  label = "Set a limit",
  amount,
  primary = false,
}: {
  label?: string;
  amount?: string;
  primary?: boolean;
}) {
  const { askNew } = useSpendingDialogs();
  return (
    <Button variant={primary ? "primary" : "secondary"} onClick={() => askNew(amount)}>
      {label}
    </Button>
  );
}
