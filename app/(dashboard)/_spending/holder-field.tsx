"use client";

import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { Holder } from "./limit-draft";

/** What a new limit can be of, besides the account. */
export type HolderChoices = Record<"gates" | "keys", ReadonlyArray<{ id: string; name: string }>>;

/** Whose limit a new one is. */
export function HolderField({
  holder,
  choices,
  onChange,
}: {
  holder: Holder;
  choices: HolderChoices;
  onChange: (holder: Holder) => void;
}) {
  function choose(value: string) {
    const [scope, id] = value.split(" ");
    const isPart = (scope === "gate" || scope === "key") && id !== undefined;
    onChange(isPart ? { scope, id } : { scope: "account" });
  }
  return (
    <Field
      label="What it limits"
      hint="A call must fit into every limit that holds it, so the tightest counts."
    >
      <Select
        value={holder.scope === "account" ? "account" : `${holder.scope} ${holder.id}`}
        onChange={({ target }) => choose(target.value)}
      >
        <option value="account">The whole account</option>
        <Group label="A gate" scope="gate" choices={choices.gates} />
        <Group label="A key" scope="key" choices={choices.keys} />
      </Select>
    </Field>
  );
}

function Group({
  label,
  scope,
  choices,
}: {
  label: string;
  scope: "gate" | "key";
  choices: HolderChoices["gates"];
}) {
  if (choices.length === 0) return null;
  return (
    <optgroup label={label}>
      {choices.map(({ id, name }) => (
        <option key={id} value={`${scope} ${id}`}>
          {name}
        </option>
      ))}
    </optgroup>
  );
}
