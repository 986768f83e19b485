"use client";

import { useState, useTransition } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { FormFailure } from "@/components/ui/form-failure";
import { useToasts } from "@/components/ui/toast";
import { formatUsd } from "@/lib/core/format";
import type { SpendingLimit } from "@/lib/spending/contract";
import { countedOf } from "@/lib/spending/spending-outlook";
import { attempt } from "@/lib/transport/attempt";
import { deleteSpendingLimitAction, resetSpendingLimitAction } from "./actions";
import { limitName } from "./limit-words";
import { useLastTarget } from "./use-last-target";

type Props = { target: SpendingLimit | null; onClose: () => void };

/** Asks before a limit counts from zero again. */
export function ResetDialog(props: Props) {
  return (
    <Question
      {...props}
      titleOf={(limit) => `Begin the ${limitName(limit)} anew?`}
      textOf={(limit) =>
        `${formatUsd(countedOf(limit))} is spent of it. It counts from zero again from now on; what was spent stays in the log and in all totals.`
      }
      confirmLabel="Begin anew"
      done="The limit began anew"
      run={resetSpendingLimitAction}
    />
  );
}

/** Asks before a limit goes. */
export function DeleteDialog(props: Props) {
  return (
    <Question
      {...props}
      titleOf={(limit) => `Delete the ${limitName(limit)}?`}
      textOf={({ enforcement }) =>
        enforcement === "block"
          ? "Calls are no longer held to it. Other limits still hold."
          : "Nobody is told any more when so much is spent."
      }
      confirmLabel="Delete limit"
      done="Spending limit deleted"
      run={deleteSpendingLimitAction}
      danger
    />
  );
}

function Question({
  target,
  onClose,
  titleOf,
  textOf,
  confirmLabel,
  done,
  run,
  danger = false,
}: Props & {
  titleOf: (limit: SpendingLimit) => string;
  textOf: (limit: SpendingLimit) => string;
  confirmLabel: string;
  done: string;
  run: typeof deleteSpendingLimitAction | typeof resetSpendingLimitAction;
  danger?: boolean;
}) {
  const { last, times } = useLastTarget(target);
  const [failed, setFailed] = useState<{ at: number; message: string } | null>(null);
  const [pending, start] = useTransition();
  const toasts = useToasts();
  if (last === null) return null;
  const { id } = last;

  function confirm() {
    start(async () => {
      const result = await attempt<unknown>(() => run({ limitId: id }));
      if (!result.ok) return setFailed({ at: times, message: result.error.message });
      onClose();
      toasts.add({ title: done });
    });
  }

  return (
    <AlertDialog
      open={target !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={titleOf(last)}
      description={textOf(last)}
      confirmLabel={confirmLabel}
      danger={danger}
      loading={pending}
      onConfirm={confirm}
      finalFocus={() =>
        (danger ? document.querySelector<HTMLElement>("[data-spending-heading]") : null) ?? true
      }
    >
      <FormFailure failure={failed?.at === times ? failed : null} />
    </AlertDialog>
  );
}
