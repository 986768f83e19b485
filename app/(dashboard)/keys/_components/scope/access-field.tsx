"use client";

import { useId } from "react";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { ACCESS_LEVELS, type AccessLevel, RESOURCES, type Resource } from "@/lib/core/key-scope";
import { FieldError } from "./choice-field";
import type { ScopeForm } from "./scope-form";

const PRESETS = [
  { value: "full", label: "Full" },
  { value: "inference", label: "Inference only (recommended for applications)" },
  { value: "read", label: "Read only" },
  { value: "custom", label: "Custom" },
] as const;
const RESOURCE_LABELS: Readonly<Record<Resource, string>> = {
  inference: "Models",
  gates: "Gates",
  keys: "API keys",
  logs: "Logs",
  providerKeys: "Provider keys",
  prices: "Prices",
  audit: "Audit trail",
  webhooks: "Webhooks",
};
const LEVEL_LABELS: Readonly<Record<AccessLevel, string>> = { none: "None", read: "Read", write: "Write" };

/** What a key may touch: a ready-made choice, or a level for each resource. */
export function AccessField({
  form,
  error,
  onChange,
}: {
  form: Pick<ScopeForm, "access" | "levels">;
  error?: string | undefined;
  onChange: (changes: Partial<ScopeForm>) => void;
}) {
  const { access, levels } = form;
  return (
    <>
      <Field
        label="Access"
        error={access === "custom" ? undefined : error}
        hint="Inference is calling models. Full is everything the account can do, other keys included."
      >
        <Select
          value={access}
          onChange={({ target }) => onChange({ access: target.value as ScopeForm["access"] })}
        >
          {PRESETS.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      {access === "custom" ? <LevelsTable levels={levels} error={error} onChange={onChange} /> : null}
    </>
  );
}

function LevelsTable({
  levels,
  error,
  onChange,
}: {
  levels: ScopeForm["levels"];
  error: string | undefined;
  onChange: (changes: Partial<ScopeForm>) => void;
}) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <table className="w-full text-sm" aria-describedby={error ? id : undefined}>
        <caption className="sr-only">Access per resource</caption>
        <thead>
          <tr className="text-left text-subtle text-xs">
            <th scope="col" className="py-1 font-normal">
              Resource
            </th>
            {ACCESS_LEVELS.map((level) => (
              <th key={level} scope="col" className="w-16 py-1 text-center font-normal">
                {LEVEL_LABELS[level]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {RESOURCES.map((resource) => (
            <tr key={resource} className="border-line border-t">
              <th scope="row" className="py-1.5 text-left font-normal">
                {RESOURCE_LABELS[resource]}
              </th>
              {ACCESS_LEVELS.map((level) => (
                <td key={level} className="text-center">
                  <input
                    type="radio"
                    name={`${id}-${resource}`}
                    className="size-4 accent-accent align-middle"
                    aria-label={`${RESOURCE_LABELS[resource]}: ${LEVEL_LABELS[level]}`}
                    checked={levels[resource] === level}
                    onChange={() => onChange({ levels: { ...levels, [resource]: level } })}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {error ? <FieldError id={id} message={error} /> : null}
    </div>
  );
}
