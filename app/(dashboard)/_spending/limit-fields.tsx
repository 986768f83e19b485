"use client";

import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SPENDING_PERIODS } from "@/lib/core/spending";
import { EnforcementFields } from "./enforcement-fields";
import { type LimitDraft, type LimitProblems, problemsOf } from "./limit-draft";
import { PERIOD_CHOICES } from "./limit-words";

const NO_PROBLEMS: LimitProblems = { amount: null, percents: null, fence: null };

/** What a limit says. `tells` is true once mistakes should show; a limit that is there keeps its period. */
export function LimitFields({
  draft,
  tells,
  isNew,
  onChange,
}: {
  draft: LimitDraft;
  tells: boolean;
  isNew: boolean;
  onChange: (draft: LimitDraft) => void;
}) {
  const problems = tells ? problemsOf(draft) : NO_PROBLEMS;
  const change = (changes: Partial<LimitDraft>) => onChange({ ...draft, ...changes });
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Amount in US dollars"
          error={problems.amount}
          hint="0 allows nothing that costs."
          required
        >
          <Input
            inputMode="decimal"
            autoComplete="off"
            value={draft.amount}
            onChange={({ target }) => change({ amount: target.value })}
          />
        </Field>
        {isNew ? (
          <Field label="Period">
            <Select
              value={draft.period}
              onChange={({ target }) =>
                change({ period: SPENDING_PERIODS.find((name) => name === target.value) ?? draft.period })
              }
            >
              {SPENDING_PERIODS.map((period) => (
                <option key={period} value={period}>
                  {PERIOD_CHOICES[period]}
                </option>
              ))}
            </Select>
          </Field>
        ) : null}
      </div>
      {draft.period === "rolling_30_days" || draft.period === "lifetime" ? null : (
        <ZoneField zone={draft.zone} onChange={(zone) => change({ zone })} />
      )}
      <OwnKeysField counts={draft.countsOwnKeys} onChange={(countsOwnKeys) => change({ countsOwnKeys })} />
      <EnforcementFields draft={draft} problems={problems} onChange={change} />
      <Field
        label="Alert at, in percent"
        error={problems.percents}
        hint="Separated by commas; each is told once in a period. Blank tells nobody."
      >
        <Input
          autoComplete="off"
          value={draft.percents}
          onChange={({ target }) => change({ percents: target.value })}
        />
      </Field>
    </>
  );
}

function OwnKeysField({ counts, onChange }: { counts: boolean; onChange: (counts: boolean) => void }) {
  const noteId = useId();
  return (
    <div className="text-sm">
      <Checkbox
        label="Count calls on your own provider keys"
        checked={counts}
        aria-describedby={noteId}
        onChange={({ target }) => onChange(target.checked)}
      />
      <p id={noteId} className="ml-6 text-subtle text-xs">
        Their providers bill you, so what is counted is an estimate. Unticked, the limit holds what the
        provider keys of this instance cost, and nothing else.
      </p>
    </div>
  );
}

function ZoneField({ zone, onChange }: { zone: string; onChange: (zone: string) => void }) {
  const zones = [...new Set([zone, "UTC", ...Intl.supportedValuesOf("timeZone")])];
  return (
    <Field label="Time zone" hint="Days, weeks and months begin at midnight there.">
      <Select value={zone} onChange={({ target }) => onChange(target.value)}>
        {zones.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </Select>
    </Field>
  );
}
