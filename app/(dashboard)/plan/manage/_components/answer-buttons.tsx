"use client";

import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Textarea } from "@/components/ui/textarea";
import { useToasts } from "@/components/ui/toast";
import { attempt } from "@/lib/transport/attempt";
import { answerPlanRequestAction } from "../../actions";

/** `goes` says what the plan deletes of the account's log; null when nothing. */
type Asked = { requestId: string; accountName: string; planName: string; goes: string | null };

/** Grants or refuses a request, with words for whoever asked. */
export function AnswerButtons(asked: Asked) {
  const [grants, setGrants] = useState<boolean | null>(null);
  return (
    <div className="flex gap-2">
      <Button onClick={() => setGrants(false)}>
        Refuse
        <span className="sr-only">
          {" "}
          {asked.planName} for {asked.accountName}
        </span>
      </Button>
      <Button variant="primary" onClick={() => setGrants(true)}>
        Grant
        <span className="sr-only">
          {" "}
          {asked.planName} for {asked.accountName}
        </span>
      </Button>
      <Dialog
        open={grants !== null}
        onOpenChange={(open) => (open ? null : setGrants(null))}
        title={`${grants === false ? "Refuse" : "Grant"} ${asked.planName} for ${asked.accountName}?`}
        description="Who asked is told, in the app and by mail."
      >
        {grants === null ? null : <Form {...asked} isGranted={grants} onDone={() => setGrants(null)} />}
      </Dialog>
    </div>
  );
}

function Form({ requestId, isGranted, goes, onDone }: Asked & { isGranted: boolean; onDone: () => void }) {
  const [words, setWords] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [failure, setFailure] = useState<{ message: string } | null>(null);
  const [pending, start] = useTransition();
  const toasts = useToasts();

  function submit(event: FormEvent) {
    event.preventDefault();
    const answer = words.trim() === "" ? null : words;
    setProblem(!isGranted && answer === null ? "Say why it is refused." : null);
    if (!isGranted && answer === null) return;
    start(async () => {
      const result = await attempt(() => answerPlanRequestAction({ requestId, isGranted, answer }));
      if (!result.ok) return setFailure(result.error);
      onDone();
      toasts.add({ title: isGranted ? "Request granted" : "Request refused" });
    });
  }

  return (
    <form noValidate onSubmit={submit}>
      <DialogBody>
        <Field label={isGranted ? "Answer (optional)" : "Answer"} error={problem} required={!isGranted}>
          <Textarea
            rows={3}
            maxLength={1_000}
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
        </Field>
        {isGranted && goes !== null ? <Callout tone="warn">{goes}</Callout> : null}
        <FormFailure failure={failure} />
      </DialogBody>
      <DialogFooter>
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" variant={isGranted ? "primary" : "danger"} loading={pending}>
          {isGranted ? "Grant" : "Refuse"}
        </Button>
      </DialogFooter>
    </form>
  );
}
