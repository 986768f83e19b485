"use client";

import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Menu, MenuRadioGroup } from "@/components/ui/menu";
import { DEFECT_WORDS } from "@/lib/core/defect-words";
import { attempt } from "@/lib/transport/attempt";
import { keyTagsAction } from "../bulk/actions";
import { SCOPE_WORDS, STATE_WORDS } from "./filter-words";
import { useKeyFilters } from "./use-key-filters";

type Option = { value: string; label: string };

const optionsOf = (words: Record<string, string | { label: string }>): Option[] =>
  Object.entries(words).map(([value, word]) => ({
    value,
    label: typeof word === "string" ? word : word.label,
  }));

const STATES = optionsOf(STATE_WORDS);
const DEFECTS = optionsOf(DEFECT_WORDS);
const SCOPES = optionsOf(SCOPE_WORDS);
const EXPIRY = optionsOf({ yes: "Has an expiry", no: "Has no expiry" });

/** What narrows the list: a chip for each kind of filter, whose menu has the choices. */
export function KeyFilters({ people }: { people: Option[] }) {
  const { address, set, clear, said } = useKeyFilters();
  const [tags, setTags] = useState<string[]>([]);

  async function readTags(open: boolean) {
    if (!open) return;
    const found = await attempt(keyTagsAction);
    if (found.ok) setTags(found.data);
  }

  const known = address.tag === null || tags.includes(address.tag) ? tags : [address.tag, ...tags];
  const tagOptions = known.map((value) => ({ value, label: value }));
  return (
    <fieldset className="flex flex-wrap items-center gap-2">
      <legend className="sr-only">Filters</legend>
      <Chip name="Status" value={address.status} options={STATES} onChange={(status) => set({ status })} />
      <Chip name="Health" value={address.health} options={DEFECTS} onChange={(health) => set({ health })} />
      <Chip
        name="Tag"
        value={address.tag}
        options={tagOptions}
        onChange={(tag) => set({ tag })}
        onOpenChange={(open) => void readTags(open)}
      />
      {people.length > 1 || address.owner !== null ? (
        <Chip name="Made by" value={address.owner} options={people} onChange={(owner) => set({ owner })} />
      ) : null}
      <Chip name="Scope" value={address.scope} options={SCOPES} onChange={(scope) => set({ scope })} />
      <Chip name="Expiry" value={address.expires} options={EXPIRY} onChange={(expires) => set({ expires })} />
      {said.length > 1 ? (
        <Button size="sm" variant="ghost" onClick={clear}>
          Clear all
        </Button>
      ) : null}
    </fieldset>
  );
}

const ANY = "";

function Chip({
  name,
  value,
  options,
  onChange,
  onOpenChange,
}: {
  name: string;
  value: string | null;
  options: Option[];
  onChange: (value: string | null) => void;
  onOpenChange?: (open: boolean) => void;
}) {
  const chosen = options.find((option) => option.value === value)?.label ?? value;
  return (
    <Menu
      align="start"
      className="max-h-80 overflow-y-auto"
      {...(onOpenChange && { onOpenChange })}
      trigger={
        <Button
          size="sm"
          className={cn("max-w-64 max-md:h-9", value !== null && "border-accent-ink text-ink")}
        >
          <span className="truncate">{chosen === null ? name : `${name}: ${chosen}`}</span>
          <ChevronDown aria-hidden="true" className="size-3.5 text-subtle" />
        </Button>
      }
    >
      <MenuRadioGroup
        label={name}
        value={value ?? ANY}
        options={[{ value: ANY, label: "Any" }, ...options]}
        onChange={(next) => onChange(next === ANY ? null : next)}
      />
    </Menu>
  );
}
