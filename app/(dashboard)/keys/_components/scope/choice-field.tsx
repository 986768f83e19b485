"use client";

import { CircleAlert } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { SegmentedControl } from "@/components/ui/segmented-control";
import type { Choice } from "./scope-choices";

const MOST_SHOWN = 60;
const SEARCH_FROM = 8;

/** All of something, or some of it by name. What is chosen stays in sight, also when the list does not have it any more. */
export function ChoiceField({
  label,
  noun,
  value,
  choices,
  error,
  takesOthers = false,
  onChange,
}: {
  label: string;
  noun: string;
  /** Null is all. */
  value: string[] | null;
  choices: readonly Choice[];
  error?: string | undefined;
  /** True when names that are not in the list can be added. */
  takesOthers?: boolean;
  onChange: (value: string[] | null) => void;
}) {
  const [search, setSearch] = useState("");
  const id = useId();
  const chosen = value ?? [];
  const unknown = chosen.filter((one) => !choices.some((choice) => choice.value === one));
  const all = [...unknown.map((one) => ({ value: one, label: one })), ...choices];
  const wanted = search.trim().toLowerCase();
  const found = all.filter(({ label: text }) => text.toLowerCase().includes(wanted));
  const toggle = (one: string, isOn: boolean) =>
    onChange(isOn ? [...chosen, one] : chosen.filter((other) => other !== one));
  return (
    <fieldset className="flex min-w-0 flex-col gap-2" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="float-left mr-3 font-medium text-sm">{label}</legend>
      <SegmentedControl
        label={`${label}: all or chosen`}
        value={value === null ? "all" : "chosen"}
        options={[
          { value: "all", label: "All" },
          { value: "chosen", label: value === null ? "Chosen…" : `Chosen: ${chosen.length}` },
        ]}
        onChange={(mode) => onChange(mode === "all" ? null : chosen)}
        className="self-start"
      />
      {value === null ? null : (
        <div className="flex flex-col gap-2 rounded-md border border-line p-2">
          {all.length >= SEARCH_FROM || takesOthers ? (
            <Input
              type="search"
              aria-label={`Search ${noun}`}
              placeholder={`Search ${noun}`}
              value={search}
              onChange={({ target }) => setSearch(target.value)}
            />
          ) : null}
          <div className="flex max-h-44 flex-col gap-0.5 overflow-y-auto px-1">
            {found.slice(0, MOST_SHOWN).map((choice) => (
              <Checkbox
                key={choice.value}
                label={<span className="break-all">{choice.label}</span>}
                checked={chosen.includes(choice.value)}
                onChange={({ target }) => toggle(choice.value, target.checked)}
              />
            ))}
            {found.length > MOST_SHOWN ? (
              <p className="text-subtle text-xs">{found.length - MOST_SHOWN} more; search to see them.</p>
            ) : null}
            {found.length === 0 && !takesOthers ? (
              <p className="text-subtle text-xs">No {noun} fit.</p>
            ) : null}
          </div>
          {takesOthers && wanted !== "" && !all.some((choice) => choice.value === search.trim()) ? (
            <Button
              size="sm"
              className="self-start"
              onClick={() => {
                toggle(search.trim(), true);
                setSearch("");
              }}
            >
              Add {search.trim()}
            </Button>
          ) : null}
        </div>
      )}
      {error ? <FieldError id={`${id}-error`} message={error} /> : null}
    </fieldset>
  );
}

/** What is wrong with a group of controls. */
export function FieldError({ id, message }: { id: string; message: string }) {
  return (
    <p id={id} role="alert" className="flex items-start gap-1.5 text-danger text-xs">
      <CircleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" />
      <span className="min-w-0">{message}</span>
    </p>
  );
}
