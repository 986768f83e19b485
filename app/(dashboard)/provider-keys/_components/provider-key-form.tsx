"use client";

import type { RefObject } from "react";
import { Button } from "@/components/ui/button";
import { DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import { Select } from "@/components/ui/select";
import { PROVIDER_CHOICES, SERVER } from "./provider-choices";
import type { FormTarget } from "./targets";
import { useProviderKeyForm } from "./use-provider-key-form";

/** Asks for what reaches a provider. Errors stand under the field they are about. */
export function ProviderKeyForm({
  form: target,
  busy,
  first,
  onDone,
}: {
  form: FormTarget;
  busy: RefObject<boolean>;
  /** The control that has the focus when the dialog opens. */
  first: RefObject<(HTMLInputElement & HTMLSelectElement) | null>;
  onDone: () => void;
}) {
  const form = useProviderKeyForm({ target, busy, onDone });
  const { values, set, errorOf } = form;
  const isServer = values.kind === SERVER;
  const isNew = target.mode === "add";
  const hint = target.mode === "edit" ? target.key.keyHint : null;
  const asksProvider = isNew && target.target === null;
  return (
    <form noValidate ref={form.element} onSubmit={form.submit}>
      <DialogBody>
        <FormFailure failure={form.failure} />
        {asksProvider ? (
          <Field label="Provider" error={errorOf("provider")}>
            <Select
              ref={first}
              name="kind"
              value={values.kind}
              onChange={(event) => set("kind", event.target.value)}
            >
              {PROVIDER_CHOICES.map(({ kind, label }) => (
                <option key={kind} value={kind}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
        ) : null}
        {asksProvider && isServer ? (
          <Field
            label="Name"
            required
            error={errorOf("name")}
            hint="Its models are called after it: ollama/llama3.2. Lower-case letters, digits and hyphens."
          >
            <Input
              name="name"
              value={values.name}
              autoComplete="off"
              spellCheck={false}
              placeholder="ollama"
              onChange={(event) => set("name", event.target.value)}
            />
          </Field>
        ) : null}
        <Field
          label="API key"
          required={isNew && !isServer}
          error={errorOf("apiKey")}
          hint={
            hint === null
              ? isServer
                ? "Leave it empty when the server wants none."
                : undefined
              : `Leave it empty to keep ${hint}.`
          }
        >
          <PasswordInput
            ref={asksProvider ? undefined : first}
            name="apiKey"
            autoComplete="off"
            value={values.apiKey}
            onChange={(event) => set("apiKey", event.target.value)}
          />
        </Field>
        <Field
          label="Base URL"
          required={isServer}
          error={errorOf("baseUrl")}
          hint={
            isServer
              ? "The address with its version path, such as https://models.example.com/v1."
              : "Only for another address than the provider's own."
          }
        >
          <Input
            name="baseUrl"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            value={values.baseUrl}
            onChange={(event) => set("baseUrl", event.target.value)}
          />
        </Field>
        <Field
          label="Label"
          error={errorOf("label")}
          hint="What you call this key, for example the team that pays for it."
        >
          <Input
            name="label"
            autoComplete="off"
            value={values.label}
            onChange={(event) => set("label", event.target.value)}
          />
        </Field>
        <p role="status" className="text-muted text-sm empty:hidden">
          {form.pending ? `Asking ${form.provider} for its models…` : ""}
        </p>
      </DialogBody>
      <DialogFooter>
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" variant="primary" loading={form.pending}>
          {isNew || form.needsTest ? "Test and save" : "Save"}
        </Button>
      </DialogFooter>
    </form>
  );
}
