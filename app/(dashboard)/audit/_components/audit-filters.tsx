"use client";

import { X } from "lucide-react";
import { debounce, parseAsString, useQueryStates } from "nuqs";
import { useTransition } from "react";
import { TableSearch } from "@/components/data-table/table-search";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Choice, ChoiceGroup } from "./filter-words";

const TYPING_MS = 250;
const PARAMETERS = {
  q: parseAsString.withDefault(""),
  actor: parseAsString.withDefault(""),
  action: parseAsString.withDefault(""),
  subject: parseAsString.withDefault(""),
  id: parseAsString.withDefault(""),
  network: parseAsString.withDefault(""),
  span: parseAsString.withDefault("all"),
  from: parseAsString.withDefault(""),
  to: parseAsString.withDefault(""),
  cursor: parseAsString,
};

const ACTORS: Choice[] = [
  { value: "user", label: "People" },
  { value: "key", label: "Keys" },
  { value: "operator", label: "The operator" },
  { value: "system", label: "Layer itself" },
];
const SPANS: Choice[] = [
  { value: "all", label: "Any time" },
  { value: "24h", label: "Last 24 hours" },
  { value: "7d", label: "Last 7 days" },
  { value: "30d", label: "Last 30 days" },
  { value: "90d", label: "Last 90 days" },
  { value: "custom", label: "Days of your own" },
];

/** What the log leaves out; all of it lives in the address. */
export function AuditFilters({ actions, subjects }: { actions: ChoiceGroup[]; subjects: Choice[] }) {
  const [pending, startTransition] = useTransition();
  const [view, setView] = useQueryStates(PARAMETERS, { shallow: false, startTransition });
  const set = (change: Partial<Record<keyof typeof PARAMETERS, string | null>>) =>
    void setView({ ...change, cursor: null }, { history: "push" });
  const search = (q: string) =>
    void setView({ q: q || null, cursor: null }, { limitUrlUpdates: debounce(q === "" ? 0 : TYPING_MS) });
  const isOne = view.actor !== "" && !ACTORS.some(({ value }) => value === view.actor);
  return (
    <div aria-busy={pending} className="flex flex-wrap items-end gap-x-3 gap-y-2">
      <div className="flex min-w-56 flex-1 max-md:basis-full">
        <TableSearch label="Search names" value={view.q} onChange={search} />
      </div>
      <Choose label="Who" any="Anyone" value={view.actor} onChange={(actor) => set({ actor })}>
        {isOne ? <option value={view.actor}>One person or key</option> : null}
        <Options choices={ACTORS} />
      </Choose>
      <Choose label="What" any="Anything" value={view.action} onChange={(action) => set({ action })}>
        {actions.map(({ label, choices }) => (
          <optgroup key={label} label={label}>
            <Options choices={choices} />
          </optgroup>
        ))}
      </Choose>
      <Choose label="About" any="Everything" value={view.subject} onChange={(subject) => set({ subject })}>
        <Options choices={subjects} />
      </Choose>
      <Choose
        label="When"
        value={view.span}
        onChange={(span) => set({ span, ...(span === "custom" ? {} : { from: null, to: null }) })}
      >
        <Options choices={SPANS} />
      </Choose>
      {view.span === "custom" ? (
        <>
          <Day label="From (UTC)" value={view.from} onChange={(from) => set({ from })} />
          <Day label="To (UTC)" value={view.to} onChange={(to) => set({ to })} />
        </>
      ) : null}
      {view.id === "" ? null : <Chip onClear={() => set({ id: null })}>About one thing</Chip>}
      {view.network === "" ? null : <Chip onClear={() => set({ network: null })}>From {view.network}</Chip>}
      <span role="status" className="sr-only">
        {pending ? "Loading the audit log" : ""}
      </span>
    </div>
  );
}

function Choose({
  label,
  any,
  value,
  onChange,
  children,
}: {
  label: string;
  any?: string;
  value: string;
  onChange: (value: string | null) => void;
  children: React.ReactNode;
}) {
  return (
    <Field label={label} className="min-w-0 max-md:basis-[calc(50%-0.375rem)] md:max-w-44">
      <Select
        className="w-full [&>select]:w-full"
        value={value}
        onChange={(event) => onChange(event.target.value || null)}
      >
        {any === undefined ? null : <option value="">{any}</option>}
        {children}
      </Select>
    </Field>
  );
}

function Options({ choices }: { choices: Choice[] }) {
  return choices.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}

function Day({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (day: string | null) => void;
}) {
  return (
    <Field label={label} className="min-w-0 max-md:basis-[calc(50%-0.375rem)]">
      <Input
        key={value}
        type="date"
        defaultValue={value}
        className="w-auto"
        onBlur={({ target }) => {
          if (target.value !== value) onChange(target.value || null);
        }}
      />
    </Field>
  );
}

function Chip({ onClear, children }: { onClear: () => void; children: React.ReactNode }) {
  return (
    <Button icon={<X aria-hidden="true" className="size-4" />} onClick={onClear}>
      <span className="sr-only">Remove the filter: </span>
      {children}
    </Button>
  );
}
