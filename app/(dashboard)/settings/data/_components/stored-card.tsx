"use client";

import { useRef, useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Card, Figure } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { Time } from "@/components/ui/time";
import { useToasts } from "@/components/ui/toast";
import { formatBytes, formatCountExact } from "@/lib/core/format";
import type { StoredPayloads } from "@/lib/payloads/contract";
import { attempt } from "@/lib/transport/attempt";
import { deletePayloadsAction } from "../actions";

const WORD = "delete";

/** How much is stored, until when, and the way to be rid of it. */
export function StoredCard({ stored, isKeeping }: { stored: StoredPayloads; isKeeping: boolean }) {
  const [asks, setAsks] = useState(false);
  const { count, bytes, lastExpiresAt } = stored;
  return (
    <Card
      title="Stored now"
      actions={
        count === 0 ? null : (
          <Button variant="danger" onClick={() => setAsks(true)}>
            Delete all payloads
          </Button>
        )
      }
    >
      {count === 0 ? (
        <p className="text-muted">
          {isKeeping
            ? "Nothing yet. The next request is kept once it has ended."
            : "Nothing. Payloads are off, unless a key or a gate keeps them."}
        </p>
      ) : (
        <dl className="grid divide-line rounded-md border border-line max-sm:divide-y sm:grid-cols-3 sm:divide-x">
          <Figure label="Requests" value={formatCountExact(count)} />
          <Figure label="Sent and answered" value={formatBytes(bytes)} note="before anything was cut off" />
          <Figure
            label="The last one goes"
            value={lastExpiresAt === null ? "—" : <Time value={lastExpiresAt} />}
          />
        </dl>
      )}
      <DeleteAll open={asks} count={count} onClose={() => setAsks(false)} />
    </Card>
  );
}

function DeleteAll({ open, count, onClose }: { open: boolean; count: number; onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [failure, setFailure] = useState<{ message: string } | null>(null);
  const [pending, setPending] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const toasts = useToasts();

  async function confirm() {
    if (typed.trim().toLowerCase() !== WORD) {
      setProblem(`Type the word ${WORD}.`);
      return input.current?.focus();
    }
    setPending(true);
    const result = await attempt(deletePayloadsAction);
    setPending(false);
    if (!result.ok) return setFailure(result.error);
    close();
    toasts.add({ title: `Payloads of ${formatCountExact(result.data)} requests deleted` });
  }

  function close() {
    setTyped("");
    setProblem(null);
    setFailure(null);
    onClose();
  }

  return (
    <AlertDialog
      open={open}
      onOpenChange={(next) => {
        if (!next) close();
      }}
      title={`Delete the payloads of ${formatCountExact(count)} ${count === 1 ? "request" : "requests"}?`}
      description="What was asked and answered is gone for good. The log keeps their rows, usage and cost."
      confirmLabel="Delete payloads"
      danger
      loading={pending}
      onConfirm={() => void confirm()}
    >
      <FormFailure failure={failure} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void confirm();
        }}
      >
        <Field label={`Type ${WORD} to confirm`} error={problem}>
          <Input
            ref={input}
            value={typed}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onChange={({ target }) => setTyped(target.value)}
          />
        </Field>
      </form>
    </AlertDialog>
  );
}
