"use client";

import { type ReactNode, type RefObject, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { newId, type RequestId } from "@/lib/core/ids";
import { nameProblem } from "@/lib/keys/name-problem";
import { attempt } from "@/lib/transport/attempt";
import { createKeyAction } from "../actions";
import type { MadeKey } from "./use-create-dialog";

const SUGGESTIONS = ["Production", "Development", "CI/CD"];
const SHOWN_BEFORE =
  "This key was made a moment ago, but its secret did not reach this page. Delete it in the list and create another.";

/** Asks for a name and makes exactly one key, however often and however fast it is told to. */
export function CreateKeyForm({
  busy,
  onCreated,
  cancel,
  input,
}: {
  /** True while a key is being made, so that nothing closes the form under it. */
  busy: RefObject<boolean>;
  onCreated: (made: MadeKey) => void;
  /** Stands beside the submit button in a dialog; in a page, whose header has the primary button, there is none. */
  cancel?: ReactNode;
  input: RefObject<HTMLInputElement | null>;
}) {
  const form = useCreateKey({ busy, input, onCreated });
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <Field
        label="Name"
        required
        error={form.error}
        hint="What uses this key, so that you recognise it later."
      >
        <Input
          ref={input}
          name="key-name"
          value={form.name}
          onChange={(event) => form.rename(event.target.value)}
          autoComplete="off"
          placeholder="Production"
        />
      </Field>
      <fieldset className="flex flex-wrap gap-2">
        <legend className="sr-only">Suggested names</legend>
        {SUGGESTIONS.map((suggestion) => (
          <Button key={suggestion} size="sm" onClick={() => form.suggest(suggestion)}>
            {suggestion}
          </Button>
        ))}
      </fieldset>
      <div className="flex justify-end gap-2">
        {cancel}
        <Button type="submit" variant={cancel === undefined ? "secondary" : "primary"} loading={form.pending}>
          Create key
        </Button>
      </div>
    </form>
  );
}

function useCreateKey({ busy, input, onCreated }: Omit<Parameters<typeof CreateKeyForm>[0], "cancel">) {
  const [name, setName] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const creation = useRef<string | null>(null);

  function rename(next: string) {
    setName(next);
    setError(null);
    creation.current = null;
  }

  function refuse(message: string) {
    setError(message);
    input.current?.focus();
  }

  async function submit() {
    const problem = nameProblem(name.trim());
    if (busy.current) return;
    if (problem !== null) return refuse(problem);
    busy.current = true;
    setPending(true);
    // A repetition after a lost answer carries the same key, so it cannot make a second one.
    creation.current ??= newId<RequestId>();
    const idempotencyKey = creation.current;
    const made = await attempt(() => createKeyAction({ name: name.trim(), idempotencyKey }));
    busy.current = false;
    setPending(false);
    if (!made.ok) return refuse(made.error.message);
    creation.current = null;
    const { key, secret } = made.data;
    if (secret === null) return refuse(SHOWN_BEFORE);
    setName("");
    onCreated({ id: key.id, name: key.name, secret });
  }

  function suggest(suggestion: string) {
    rename(suggestion);
    input.current?.focus();
  }

  return { name, error, pending, rename, submit, suggest };
}
