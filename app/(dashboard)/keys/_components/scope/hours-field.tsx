"use client";

import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { HoursWindow } from "@/lib/core/key-scope";
import { FieldError } from "./choice-field";
import type { ScopeForm } from "./scope-form";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const OFFICE: HoursWindow = { days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" };

/** The times of the week at which a key works; none is any time. */
export function HoursField({
  form,
  error,
  onChange,
}: {
  form: Pick<ScopeForm, "zone" | "windows">;
  error?: string | undefined;
  onChange: (changes: Partial<ScopeForm>) => void;
}) {
  const { zone, windows } = form;
  const id = useId();
  const zones = [...new Set([zone, "UTC", ...Intl.supportedValuesOf("timeZone")])];
  const replace = (at: number, window: HoursWindow | null) =>
    onChange({ windows: windows.flatMap((one, place) => (place === at ? (window ?? []) : one)) });
  return (
    <fieldset className="flex min-w-0 flex-col gap-3" aria-describedby={error ? id : undefined}>
      <legend className="mb-1.5 font-medium text-sm">Hours</legend>
      {windows.length === 0 ? <p className="text-subtle text-xs">Works at any time.</p> : null}
      {windows.map((window, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: windows have no identity but their place.
        <WindowFields key={at} window={window} nth={at + 1} onChange={(next) => replace(at, next)} />
      ))}
      {windows.length > 0 ? (
        <Field label="Zone" hint="From and to are by the clock there. A window may go on past midnight.">
          <Select value={zone} onChange={({ target }) => onChange({ zone: target.value })}>
            {zones.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        </Field>
      ) : null}
      <Button size="sm" className="self-start" onClick={() => onChange({ windows: [...windows, OFFICE] })}>
        {windows.length === 0 ? "Limit to some hours" : "Add more hours"}
      </Button>
      {error ? <FieldError id={id} message={error} /> : null}
    </fieldset>
  );
}

function WindowFields({
  window,
  nth,
  onChange,
}: {
  window: HoursWindow;
  nth: number;
  onChange: (window: HoursWindow | null) => void;
}) {
  const { days, from, to } = window;
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 rounded-md border border-line p-2">
      <legend className="sr-only">Hours {nth}</legend>
      <div className="flex flex-wrap gap-x-3 gap-y-1">
        {DAYS.map((name, at) => (
          <Checkbox
            key={name}
            label={name}
            checked={days.includes(at + 1)}
            onChange={({ target }) =>
              onChange({
                ...window,
                days: (target.checked ? [...days, at + 1] : days.filter((day) => day !== at + 1)).toSorted(),
              })
            }
          />
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-2 text-sm">
        <Input
          aria-label="From, as 09:00"
          className="w-20"
          value={from}
          onChange={({ target }) => onChange({ ...window, from: target.value })}
        />
        <span>to</span>
        <Input
          aria-label="To, as 17:00, at most 24:00"
          className="w-20"
          value={to}
          onChange={({ target }) => onChange({ ...window, to: target.value })}
        />
        <Button size="sm" variant="ghost" onClick={() => onChange(null)}>
          Remove<span className="sr-only"> hours {nth}</span>
        </Button>
      </div>
    </fieldset>
  );
}
