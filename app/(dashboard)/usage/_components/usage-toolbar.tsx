"use client";

import { useRouter } from "next/navigation";
import { useOptimistic, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Select } from "@/components/ui/select";
import type { Grain } from "@/lib/core/time-choice";
import { USAGE_TOPS, type UsageView } from "@/lib/usage/chart/contract";
import { isAmount, METRIC_KINDS } from "@/lib/usage/chart/metric-kind";
import { usageHref } from "@/lib/usage/chart/usage-address";
import { possibleGrains } from "@/lib/usage/chart/usage-plan";
import { USAGE_METRICS } from "@/lib/usage/explore/contract";
import { SpanFields } from "./span-fields";
import { DIMENSION_OPTIONS, GRAIN_WORDS, RANGE_OPTIONS } from "./toolbar-words";

type Props = {
  view: UsageView;
  zone: string;
  homeZone: string;
  /** The length of bars that is shown. */
  grain: Grain;
  /** ISO 8601. */
  range: { from: string; to: string };
};

/** What is asked of usage, besides the filters; all of it is in the address. */
export function UsageToolbar({ view: shown, zone, homeZone, grain, range }: Props) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [view, expect] = useOptimistic(shown);
  const set = (change: Partial<UsageView>) =>
    startTransition(() => {
      const next = sensible({ ...view, ...change });
      expect(next);
      router.push(usageHref(next), { scroll: false });
    });
  const zones = [...new Set([homeZone, zone, "UTC"])];
  const grains = possibleGrains({ from: new Date(range.from), to: new Date(range.to) });
  const setRange = (name: UsageView["time"]["range"]) =>
    set({
      grain: null,
      time:
        name === "custom"
          ? { range: name, from: range.from, to: range.to }
          : { range: name, from: null, to: null },
    });
  return (
    <section aria-label="What is shown" aria-busy={pending} className="flex min-w-0 flex-col gap-3">
      <div className="flex min-w-0 flex-wrap items-end gap-3">
        <SegmentedControl
          label="Span"
          value={view.time.range}
          options={RANGE_OPTIONS}
          onChange={setRange}
          className="max-md:h-auto max-md:flex-wrap max-md:[&>button]:h-8"
        />
        {zones.length > 1 ? (
          <SegmentedControl
            label="Time zone"
            value={view.zone ?? homeZone}
            options={zones.map((name) => ({ value: name, label: name.replaceAll("_", " ") }))}
            onChange={(next) => set({ zone: next === homeZone ? null : next })}
          />
        ) : null}
        {view.time.range === "custom" ? (
          <SpanFields
            key={`${range.from} ${range.to} ${zone}`}
            {...range}
            zone={zone}
            onChange={(time) => set({ time, grain: null })}
          />
        ) : null}
      </div>
      <div className="grid min-w-0 grid-cols-2 items-end gap-3 md:flex md:flex-wrap">
        <Choose
          label="Metric"
          className="col-span-2"
          value={view.metric}
          onChange={(metric) => set({ metric })}
          options={USAGE_METRICS.map((value) => ({ value, label: METRIC_KINDS[value].label }))}
        />
        <Choose
          label="Group by"
          value={view.group ?? "none"}
          options={DIMENSION_OPTIONS}
          onChange={(group) => set({ group: group === "none" ? null : group })}
        />
        <Choose
          label="Then by"
          value={view.subgroup ?? "none"}
          options={DIMENSION_OPTIONS.filter(
            ({ value }) => value === "none" || (view.group !== null && value !== view.group),
          )}
          onChange={(subgroup) => set({ subgroup: subgroup === "none" ? null : subgroup })}
        />
        <Choose
          label="Per"
          value={view.grain ?? "auto"}
          options={[
            { value: "auto" as const, label: `Auto (${GRAIN_WORDS[grain]})` },
            ...grains.map((value) => ({ value, label: GRAIN_WORDS[value] })),
          ]}
          onChange={(next) => set({ grain: next === "auto" ? null : next })}
        />
        <Choose
          label="Top"
          value={String(view.top)}
          options={USAGE_TOPS.map((count) => ({ value: String(count), label: String(count) }))}
          onChange={(top) => set({ top: Number(top) })}
        />
        <fieldset className="col-span-2 flex flex-wrap gap-2">
          <legend className="sr-only">How it is drawn</legend>
          <Toggle isOn={view.compare} onChange={(compare) => set({ compare })}>
            Compare
          </Toggle>
          {isAmount(view.metric) && grain !== "none" ? (
            <Toggle isOn={view.cumulative} onChange={(cumulative) => set({ cumulative })}>
              Cumulative
            </Toggle>
          ) : null}
          <Toggle isOn={view.scale === "log"} onChange={(isLog) => set({ scale: isLog ? "log" : "linear" })}>
            Log scale
          </Toggle>
        </fieldset>
      </div>
      <span role="status" className="sr-only">
        {pending ? "Loading usage" : ""}
      </span>
    </section>
  );
}

/** A view without what cannot go with what was just chosen. */
function sensible(view: UsageView): UsageView {
  const hasSubgroup = view.group !== null && view.subgroup !== view.group;
  return {
    ...view,
    subgroup: hasSubgroup ? view.subgroup : null,
    cumulative: view.cumulative && isAmount(view.metric) && view.grain !== "none",
  };
}

function Choose<Value extends string>({
  label,
  value,
  options,
  onChange,
  className,
}: {
  label: string;
  value: Value;
  options: ReadonlyArray<{ value: Value; label: string }>;
  onChange: (value: Value) => void;
  className?: string;
}) {
  return (
    <Field label={label} className={cn("min-w-0", className)}>
      <Select
        className="w-full [&>select]:w-full"
        value={value}
        onChange={({ target }) => {
          const chosen = options.find((option) => option.value === target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function Toggle({
  isOn,
  onChange,
  children,
}: {
  isOn: boolean;
  onChange: (on: boolean) => void;
  children: string;
}) {
  return (
    <Button
      aria-pressed={isOn}
      onClick={() => onChange(!isOn)}
      className="aria-pressed:border-accent-ink aria-pressed:bg-accent-tint aria-pressed:text-accent-ink"
    >
      {children}
    </Button>
  );
}
