"use client";

import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Select } from "@/components/ui/select";
import { useToasts } from "@/components/ui/toast";
import type { LimitOverrides } from "@/lib/core/rate-limits";
import type { Plan } from "@/lib/plans/contract";
import { attempt } from "@/lib/transport/attempt";
import { draftOf, limitProblem, limitsOf } from "../../../_limits/limit-draft";
import { LimitFields } from "../../../_limits/limit-fields";
import { previewAccountAction, setAccountLimitsAction, setAccountPlanAction } from "../../actions";
import { LIMIT_NAMES } from "./limit-names";
import { useExpiring } from "./use-expiring";

type Account = { accountId: string; accountName: string; plan: Plan; overrides: LimitOverrides | null };
type Choice = { id: string; name: string };

/** Opens the form that sets an account's plan and what it has in place of the plan's limits. */
export function EditAccount({ account, plans }: { account: Account; plans: Choice[] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Edit
        <span className="sr-only"> {account.accountName}</span>
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Limits of ${account.accountName}`}
        description="Blank is as the plan says, the word unlimited lifts a limit, 0 allows none at all."
      >
        {open ? <Form account={account} plans={plans} onDone={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

function Form({ account, plans, onDone }: { account: Account; plans: Choice[]; onDone: () => void }) {
  const { accountId, overrides } = account;
  const [plan, setPlan] = useState<string>(account.plan.id);
  const [draft, setDraft] = useState(draftOf(overrides));
  const [tells, setTells] = useState(false);
  const [failure, setFailure] = useState<{ message: string } | null>(null);
  const [pending, start] = useTransition();
  const toasts = useToasts();
  const expiring = useExpiring(setFailure);
  const limits = limitsOf(draft);
  const change = `${plan} ${limits.logDays}`;
  const goes = expiring.wordsOf(change);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTells(true);
    if (LIMIT_NAMES.some((limit) => limitProblem(draft[limit] ?? "", limit, true) !== null)) return;
    start(async () => {
      const { logDays } = limits;
      const isKept = plan === account.plan.id && logDays === overrides?.logDays;
      const preview = () =>
        previewAccountAction({ accountId, plan, ...(logDays !== undefined && { logDays }) });
      if (!isKept && !(await expiring.check(change, preview))) return;
      const set = await attempt(() =>
        setAccountLimitsAction({ accountId, limits: Object.keys(limits).length === 0 ? null : limits }),
      );
      if (!set.ok) return setFailure(set.error);
      if (plan !== account.plan.id) {
        const changed = await attempt(() => setAccountPlanAction({ accountId, plan }));
        if (!changed.ok) return setFailure(changed.error);
      }
      onDone();
      toasts.add({ title: "Limits saved" });
    });
  }

  return (
    <form noValidate onSubmit={submit}>
      <DialogBody>
        <Field label="Plan">
          <Select value={plan} onChange={({ target }) => setPlan(target.value)} className="w-full">
            {plans.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <LimitFields
          names={LIMIT_NAMES}
          draft={draft}
          tells={tells}
          blank={() => "As the plan says"}
          allowsUnlimited
          onChange={setDraft}
        />
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
          {goes === null ? "Save limits" : "Save and delete"}
        </Button>
      </DialogFooter>
    </form>
  );
}
