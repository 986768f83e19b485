"use client";

import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { useToasts } from "@/components/ui/toast";
import { NO_LIMITS } from "@/lib/core/rate-limits";
import type { Plan } from "@/lib/plans/contract";
import { attempt } from "@/lib/transport/attempt";
import { type LimitDraft, limitProblem, limitsOf } from "../../../_limits/limit-draft";
import { LimitFields } from "../../../_limits/limit-fields";
import { previewPlanAction, updatePlanAction } from "../../actions";
import { LIMIT_NAMES } from "./limit-names";
import { useExpiring } from "./use-expiring";

/** Opens the form that changes a plan's name and numbers. */
export function EditPlan({ plan }: { plan: Plan }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Edit
        <span className="sr-only"> {plan.name}</span>
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Edit ${plan.name}`}
        description="Blank is no limit; 0 allows none at all."
      >
        {open ? <Form plan={plan} onDone={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

function Form({ plan, onDone }: { plan: Plan; onDone: () => void }) {
  const [name, setName] = useState(plan.name);
  const [isSelfServe, setIsSelfServe] = useState(plan.isSelfServe);
  const [draft, setDraft] = useState<LimitDraft>(
    Object.fromEntries(LIMIT_NAMES.map((limit) => [limit, plan.limits[limit]?.toString() ?? ""])),
  );
  const [tells, setTells] = useState(false);
  const [failure, setFailure] = useState<{ message: string } | null>(null);
  const [pending, start] = useTransition();
  const toasts = useToasts();
  const expiring = useExpiring(setFailure);
  const limits = { ...NO_LIMITS, ...limitsOf(draft) };
  const { logDays } = limits;
  const goes = expiring.wordsOf(`${logDays}`);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTells(true);
    if (name.trim() === "" || LIMIT_NAMES.some((limit) => limitProblem(draft[limit] ?? "", limit) !== null))
      return;
    start(async () => {
      const isKept = logDays === null || logDays === plan.limits.logDays;
      const preview = () => previewPlanAction({ plan: plan.id, logDays });
      if (!isKept && !(await expiring.check(`${logDays}`, preview))) return;
      const result = await attempt(() => updatePlanAction({ plan: plan.id, name, limits, isSelfServe }));
      if (!result.ok) return setFailure(result.error);
      onDone();
      toasts.add({ title: "Plan saved" });
    });
  }

  return (
    <form noValidate onSubmit={submit}>
      <DialogBody>
        <Field label="Name" error={tells && name.trim() === "" ? "Give the plan a name." : null}>
          <Input value={name} autoComplete="off" onChange={({ target }) => setName(target.value)} />
        </Field>
        <LimitFields
          names={LIMIT_NAMES}
          draft={draft}
          tells={tells}
          blank={(limit) => (limit === "logDays" ? "As long as this instance" : "No limit")}
          onChange={setDraft}
        />
        {plan.id === "custom" ? null : (
          <Checkbox
            label="Owners may change to it by themselves"
            checked={isSelfServe}
            onChange={({ target }) => setIsSelfServe(target.checked)}
          />
        )}
        {goes === null ? null : (
          <Callout tone="warn" role="alert">
            {goes}
          </Callout>
        )}
        <FormFailure failure={failure} />
      </DialogBody>
      <DialogFooter>
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" variant={goes === null ? "primary" : "danger"} loading={pending}>
          {goes === null ? "Save plan" : "Save and delete"}
        </Button>
      </DialogFooter>
    </form>
  );
}
