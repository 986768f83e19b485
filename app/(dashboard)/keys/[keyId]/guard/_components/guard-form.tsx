"use client";

import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Select } from "@/components/ui/select";
import { useToasts } from "@/components/ui/toast";
import type { KeyGuard } from "@/lib/core/key-guard";
import { GuardFields } from "../../../../_guard/guard-fields";
import { setKeyGuardAction } from "../actions";

const UNREACHABLE = { message: "The server did not answer. Nothing was changed; try again." };

/** How a key is watched: as the account says, or with a word of its own for each signal. */
export function GuardForm({
  keyId,
  own,
  account,
  isReadOnly,
}: {
  keyId: string;
  own: KeyGuard | null;
  account: KeyGuard;
  isReadOnly: boolean;
}) {
  const [guard, setGuard] = useState(own);
  const [failure, setFailure] = useState<{ message: string } | null>(null);
  const [pending, start] = useTransition();
  const toasts = useToasts();

  function save(event: FormEvent) {
    event.preventDefault();
    start(async () => {
      const result = await setKeyGuardAction({ keyId, guard }).catch(() => null);
      setFailure(result === null ? UNREACHABLE : result.ok ? null : result.error);
      if (result?.ok) toasts.add({ title: "Guard saved" });
    });
  }

  return (
    <Card
      title="Guard"
      description="Looks every 15 seconds for what this key never did. Tell raises an alert; Pause also disables the key until somebody enables it again."
    >
      <form onSubmit={save} className="flex max-w-xl flex-col gap-4">
        <Field label="Watched">
          <Select
            value={guard === null ? "account" : "own"}
            disabled={isReadOnly}
            onChange={({ target }) => setGuard(target.value === "own" ? account : null)}
          >
            <option value="account">As the account says</option>
            <option value="own">In its own way</option>
          </Select>
        </Field>
        <GuardFields guard={guard ?? account} disabled={isReadOnly || guard === null} onChange={setGuard} />
        <FormFailure failure={failure} />
        <Button type="submit" loading={pending} disabled={isReadOnly} className="self-start">
          Save guard
        </Button>
      </form>
    </Card>
  );
}
