"use client";

import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useToasts } from "@/components/ui/toast";
import { attempt } from "@/lib/transport/attempt";
import { askForPlanAction } from "../actions";

/** `goes` says what the plan deletes of the log; null when nothing. */
export type PlanChoice = { id: string; name: string; isSelfServe: boolean; goes: string | null };

/** Changes to another plan at once where the operator lets owners do that, else asks for it with a reason. */
export function ChangePlan({ plans }: { plans: readonly PlanChoice[] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        Change plan
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Change plan"
        description="Every call that begins afterwards is held to the limits of the new plan."
      >
        {open ? <Form plans={plans} onDone={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

function Form({ plans, onDone }: { plans: readonly PlanChoice[]; onDone: () => void }) {
  const [plan, setPlan] = useState(plans[0]?.id ?? "");
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [failure, setFailure] = useState<{ message: string } | null>(null);
  const [pending, start] = useTransition();
  const toasts = useToasts();
  const chosen = plans.find(({ id }) => id === plan);
  const isSelfServe = chosen?.isSelfServe === true;

  function submit(event: FormEvent) {
    event.preventDefault();
    const isMissing = !isSelfServe && reason.trim() === "";
    setProblem(isMissing ? "Say why you need it." : null);
    if (isMissing) return;
    start(async () => {
      const result = await attempt(() => askForPlanAction({ plan, ...(isSelfServe ? {} : { reason }) }));
      if (!result.ok) return setFailure(result.error);
      onDone();
      toasts.add({ title: result.data === null ? "Plan changed" : "The operator was asked" });
    });
  }

  return (
    <form noValidate onSubmit={submit}>
      <DialogBody>
        <Field label="Plan">
          <Select value={plan} onChange={({ target }) => setPlan(target.value)} className="w-full">
            {plans.map(({ id, name, isSelfServe: isFree }) => (
              <option key={id} value={id}>
                {isFree ? name : `${name} (asked for)`}
              </option>
            ))}
          </Select>
        </Field>
        {isSelfServe ? null : (
          <Field
            label="Reason"
            hint="Whoever runs this instance reads it and answers here."
            error={problem}
            required
          >
            <Textarea
              rows={3}
              value={reason}
              maxLength={1_000}
              onChange={({ target }) => setReason(target.value)}
            />
          </Field>
        )}
        {chosen?.goes == null ? null : <Callout tone="warn">{chosen.goes}</Callout>}
        <FormFailure failure={failure} />
      </DialogBody>
      <DialogFooter>
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" variant="primary" loading={pending}>
          {isSelfServe ? "Change plan" : "Ask for the plan"}
        </Button>
      </DialogFooter>
    </form>
  );
}
