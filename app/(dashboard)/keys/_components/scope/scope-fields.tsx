"use client";

import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { INFERENCE_ENDPOINTS } from "@/lib/core/key-scope";
import { AccessField } from "./access-field";
import { ChoiceField } from "./choice-field";
import { HoursField } from "./hours-field";
import { NetworksField } from "./networks-field";
import type { ScopeFault, ScopeForm } from "./scope-form";
import { useScopeChoices } from "./use-scope-choices";

const ENDPOINTS = INFERENCE_ENDPOINTS.map((endpoint) => ({ value: endpoint, label: endpoint }));

/** Everything a key's scope can say. Its lists are fetched once the fields are `shown`. */
export function ScopeFields({
  form,
  fault,
  shown = true,
  onChange,
}: {
  form: ScopeForm;
  fault: ScopeFault | null;
  shown?: boolean;
  onChange: (form: ScopeForm) => void;
}) {
  const loaded = useScopeChoices(shown);
  const choices = typeof loaded === "string" ? { gates: [], models: [], providers: [] } : loaded;
  const address = typeof loaded === "string" ? undefined : loaded.address;
  const change = (changes: Partial<ScopeForm>) => onChange({ ...form, ...changes });
  const errorOf = (member: string) => {
    const isHere = fault?.param === `scope.${member}` || fault?.param.startsWith(`scope.${member}.`) === true;
    return isHere ? fault?.message : undefined;
  };
  const list = (member: "gates" | "models" | "providers") => ({
    value: form[member],
    choices: choices[member],
    error: errorOf(member),
    onChange: (value: string[] | null) => change({ [member]: value }),
  });
  return (
    <>
      <AccessField form={form} error={errorOf("access")} onChange={change} />
      {loaded === "failed" ? (
        <Callout tone="warn">
          The lists of gates and models did not load. Reload the page to see them.
        </Callout>
      ) : null}
      <ChoiceField label="Gates" noun="gates" {...list("gates")} />
      <ChoiceField label="Models" noun="models" takesOthers {...list("models")} />
      <ChoiceField label="Providers" noun="providers" {...list("providers")} />
      <ChoiceField
        label="Endpoints"
        noun="endpoints"
        value={form.endpoints}
        choices={ENDPOINTS}
        error={errorOf("endpoints")}
        onChange={(endpoints) => change({ endpoints })}
      />
      <NetworksField
        value={form.networks}
        address={address}
        error={errorOf("networks")}
        onChange={(networks) => change({ networks })}
      />
      <HoursField form={form} error={errorOf("hours")} onChange={change} />
      <Field
        label="Largest cost of one call, in dollars"
        error={errorOf("maxCallNanoUsd")}
        hint="At worst: all output that the call may bring, at the dearest model it may reach. Empty is any."
      >
        <Input
          inputMode="decimal"
          autoComplete="off"
          placeholder="0.50"
          value={form.maxCallUsd}
          onChange={({ target }) => change({ maxCallUsd: target.value })}
        />
      </Field>
      <Field
        label="Largest output of one call, in tokens"
        error={errorOf("maxOutputTokens")}
        hint="A call that asks for more is refused; one that sets no limit gets this one. Empty is any."
      >
        <Input
          inputMode="numeric"
          autoComplete="off"
          placeholder="4000"
          value={form.maxOutputTokens}
          onChange={({ target }) => change({ maxOutputTokens: target.value })}
        />
      </Field>
    </>
  );
}
