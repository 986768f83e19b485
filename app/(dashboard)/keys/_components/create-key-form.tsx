"use client";

import { type ReactNode, type RefObject, useState } from "react";
import { Button } from "@/components/ui/button";
import { DialogBody, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { scopeWord } from "@/lib/keys/scope/scope-words";
import { DetailsFields } from "./details-fields";
import { ExpiryField } from "./expiry-field";
import { FoldedPart } from "./folded-part";
import { resultSentence } from "./result-sentence";
import { ScopeFields } from "./scope/scope-fields";
import { scopeOfForm } from "./scope/scope-form";
import type { MadeKey } from "./use-create-dialog";
import { useCreateKey } from "./use-create-key";
import { useMinute } from "./use-minute";

const SUGGESTIONS = ["Production", "Development", "CI/CD"];

/** Asks for a name, and for as much more as a person wants to say, and makes exactly one key. */
export function CreateKeyForm({
  busy,
  typed,
  maxDays,
  onCreated,
  cancel,
  input,
}: {
  /** True while a key is being made, so that nothing closes the form under it. */
  busy: RefObject<boolean>;
  /** Is told whether something is typed or chosen. */
  typed?: RefObject<boolean>;
  /** The longest life of a key here, in days; null when whoever runs the instance set none. */
  maxDays: number | null;
  onCreated: (made: MadeKey) => void;
  /** Stands beside the submit button in a dialog; in a page, whose header has the primary button, there is none. */
  cancel?: ReactNode;
  input: RefObject<HTMLInputElement | null>;
}) {
  const form = useCreateKey({ busy, typed, input, maxDays, onCreated });
  const isInDialog = cancel !== undefined;
  const create = (
    <Button type="submit" variant={isInDialog ? "primary" : "secondary"} loading={form.pending}>
      Create key
    </Button>
  );
  return (
    <form
      noValidate
      className={isInDialog ? undefined : "flex flex-col gap-4"}
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      {isInDialog ? (
        <>
          <DialogBody>
            <KeyFields form={form} input={input} maxDays={maxDays} />
          </DialogBody>
          <DialogFooter>
            {cancel}
            {create}
          </DialogFooter>
        </>
      ) : (
        <>
          <KeyFields form={form} input={input} maxDays={maxDays} />
          <div className="flex justify-end">{create}</div>
        </>
      )}
    </form>
  );
}

type Form = ReturnType<typeof useCreateKey>;

function KeyFields({
  form,
  input,
  maxDays,
}: {
  form: Form;
  input: RefObject<HTMLInputElement | null>;
  maxDays: number | null;
}) {
  const now = useMinute();
  return (
    <>
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
      <ExpiryField expiry={form.expiry} maxDays={maxDays} />
      <ScopePart form={form} />
      <FoldedPart title="Details" summary={detailsSummary(form.details)} open={form.wrongDetails !== null}>
        <DetailsFields details={form.details} errors={form.wrongDetails} onChange={form.describe} />
      </FoldedPart>
      <p className="text-muted" role="status">
        {resultSentence(scopeOfForm(form.scope), form.expiry, now)}
      </p>
    </>
  );
}

/** What the key may do, folded: most keys are made without a limit. */
function ScopePart({ form }: { form: Form }) {
  const [shown, setShown] = useState(false);
  const limits = scopeOfForm(form.scope);
  const summary = "scope" in limits ? scopeWord(limits.scope) : "Not right yet";
  return (
    <FoldedPart
      title="Limits and scope"
      summary={summary}
      open={form.wrongScope !== null}
      onOpen={() => setShown(true)}
    >
      <ScopeFields form={form.scope} fault={form.wrongScope} shown={shown} onChange={form.limit} />
    </FoldedPart>
  );
}

function detailsSummary({ description, tags }: { description: string; tags: string }): string {
  return (
    [description.trim(), tags.trim()].filter((text) => text !== "").join(" · ") || "No description, no tags"
  );
}
