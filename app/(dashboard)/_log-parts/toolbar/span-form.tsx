"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { KeptParts } from "./address-form";
import { useChip } from "./chip-context";
import { momentOfLocal } from "./local-moment";

/** A span of one's own, typed to the second, as clocks of the zone show it. */
export function SpanForm({
  path,
  kept,
  from,
  to,
  zone,
}: {
  path: string;
  kept: KeptParts;
  /** As a clock of the zone shows them. */
  from: string;
  to: string;
  zone: string;
}) {
  const router = useRouter();
  const chip = useChip();
  const [problem, setProblem] = useState<string | null>(null);

  function go(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const [start, end] = [given.get("from"), given.get("to")].map((text) =>
      momentOfLocal(String(text), zone),
    );
    if (!start || !end) return setProblem("Give both ends, each with its day and time.");
    if (start >= end) return setProblem("The end has to come after the beginning.");
    const parts = new URLSearchParams(kept.map(([name, value]) => [name, value]));
    parts.set("range", "custom");
    parts.set("from", start);
    parts.set("to", end);
    chip.close();
    router.push(`${path}?${parts}`, { scroll: false });
  }

  return (
    <form aria-label="A span of your own" onSubmit={go} className="flex flex-col gap-3">
      <Field label="From">
        <Input type="datetime-local" name="from" step={1} defaultValue={from} />
      </Field>
      <Field label="To" error={problem}>
        <Input type="datetime-local" name="to" step={1} defaultValue={to} />
      </Field>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" size="sm">
          Apply
        </Button>
      </div>
    </form>
  );
}
