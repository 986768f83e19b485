"use client";

import { type FormEvent, type RefObject, useState } from "react";
import { Button } from "@/components/ui/button";
import { DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import type { ActionError } from "@/lib/transport/action-error";
import { EventsField } from "./events-field";

export type WebhookWords = { url: string; description: string; events: string[] };

/** Asks where events go, which, and what for. `save` tells why it could not, or null. */
export function WebhookForm({
  initial,
  input,
  submitLabel,
  save,
}: {
  initial: WebhookWords;
  input: RefObject<HTMLInputElement | null>;
  submitLabel: string;
  save: (words: WebhookWords) => Promise<ActionError | null>;
}) {
  const [words, setWords] = useState(initial);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<ActionError | null>(null);
  const param = failure?.param?.split(".")[0];
  const errorOf = (field: keyof WebhookWords) => (param === field ? (failure?.message ?? null) : null);
  const isElsewhere = failure !== null && !["url", "description", "events"].includes(param ?? "");

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    setPending(true);
    const refused = await save(words);
    setPending(false);
    setFailure(refused);
    if (refused?.param === "url") input.current?.focus();
  }

  return (
    <form noValidate className="flex flex-col" onSubmit={(event) => void submit(event)}>
      <DialogBody>
        {isElsewhere ? <FormFailure failure={failure} /> : null}
        <Field
          label="Address"
          required
          error={errorOf("url")}
          hint="Where events are sent, starting with https://. It must answer with a status of 200 to 299 within 10 seconds."
        >
          <Input
            ref={input}
            type="url"
            name="webhook-url"
            value={words.url}
            autoComplete="off"
            spellCheck={false}
            placeholder="https://example.com/hooks/layer"
            onChange={(event) => setWords({ ...words, url: event.target.value })}
          />
        </Field>
        <Field
          label="Description"
          error={errorOf("description")}
          hint="What it is for. You may leave it out."
        >
          <Input
            name="webhook-description"
            value={words.description}
            autoComplete="off"
            onChange={(event) => setWords({ ...words, description: event.target.value })}
          />
        </Field>
        <EventsField
          value={words.events}
          error={errorOf("events")}
          onChange={(events) => setWords({ ...words, events })}
        />
      </DialogBody>
      <DialogFooter>
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" variant="primary" loading={pending}>
          {submitLabel}
        </Button>
      </DialogFooter>
    </form>
  );
}
