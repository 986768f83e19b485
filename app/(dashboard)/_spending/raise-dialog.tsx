"use client";

import { type FormEvent, type RefObject, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useToasts } from "@/components/ui/toast";
import { formatMoment, formatUsd } from "@/lib/core/format";
import { usdDecimal } from "@/lib/core/money";
import type { SpendingLimit } from "@/lib/spending/contract";
import { attempt } from "@/lib/transport/attempt";
import { raiseSpendingLimitAction } from "./actions";
import { amountProblem, readAmount } from "./limit-draft";
import { limitName } from "./limit-words";
import { nextRaise } from "./next-raise";
import { useLastTarget } from "./use-last-target";

/** Raises a limit by an amount for a while. */
export function RaiseDialog({ target, onClose }: { target: SpendingLimit | null; onClose: () => void }) {
  const { last, times } = useLastTarget(target);
  const box = useRef<HTMLInputElement>(null);
  if (last === null) return null;
  return (
    <Dialog
      open={target !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      size="sm"
      initialFocus={box}
      title={`Raise the ${limitName(last)}`}
      description={`It stands at ${formatUsd(last.amountNanoUsd)}, and does so again afterwards.`}
    >
      <RaiseForm key={times} box={box} limit={last} onDone={onClose} />
    </Dialog>
  );
}

function RaiseForm({
  box,
  limit,
  onDone,
}: {
  box: RefObject<HTMLInputElement | null>;
  limit: SpendingLimit;
  onDone: () => void;
}) {
  const [amount, setAmount] = useState(usdDecimal(nextRaise(limit).total));
  const reachesReset = limit.raisedUntil?.getTime() === limit.now.resetsAt?.getTime();
  const [end, setEnd] = useState<"today" | "reset">(
    limit.raisedUntil !== null && reachesReset ? "reset" : "today",
  );
  const [problem, setProblem] = useState<string | null>(null);
  const [failure, setFailure] = useState<{ message: string } | null>(null);
  const [pending, start] = useTransition();
  const toasts = useToasts();
  const { resetsAt } = limit.now;

  function submit(event: FormEvent) {
    event.preventDefault();
    const wrong = amountProblem(amount);
    setProblem(wrong);
    if (wrong !== null) return box.current?.focus();
    start(async () => {
      const until = end === "reset" && resetsAt !== null ? { until: resetsAt.toISOString() } : {};
      const raise = { amountUsd: readAmount(amount) ?? "", ...until };
      const result = await attempt(() => raiseSpendingLimitAction({ limitId: limit.id, raise }));
      if (!result.ok) return setFailure(result.error);
      onDone();
      toasts.add({ title: "Limit raised", description: "Calls that fit go through from now on." });
    });
  }

  return (
    <form noValidate onSubmit={submit}>
      <DialogBody>
        {limit.raisedNanoUsd === 0n ? null : (
          <p className="text-muted">
            It is raised by {formatUsd(limit.raisedNanoUsd)} already; the new amount takes its place.
          </p>
        )}
        <Field label="By, in US dollars" error={problem} required>
          <Input
            ref={box}
            inputMode="decimal"
            autoComplete="off"
            value={amount}
            onChange={({ target }) => setAmount(target.value)}
          />
        </Field>
        {resetsAt === null || limit.period === "daily" ? null : (
          <Field label="Until">
            <Select
              value={end}
              onChange={({ target }) => setEnd(target.value === "reset" ? "reset" : "today")}
            >
              <option value="today">The end of today ({limit.zone.replaceAll("_", " ")})</option>
              <option value="reset">It resets, {formatMoment(resetsAt, limit.zone)}</option>
            </Select>
          </Field>
        )}
        <FormFailure failure={failure} />
      </DialogBody>
      <DialogFooter>
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" variant="primary" loading={pending}>
          Raise limit
        </Button>
      </DialogFooter>
    </form>
  );
}
