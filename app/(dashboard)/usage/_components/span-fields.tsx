"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { exactly } from "@/lib/core/request-address";
import type { TimeChoice } from "@/lib/core/time-choice";
import { localOfMoment, momentOfLocal } from "../../_log-parts/toolbar/local-moment";

/** Both ends of a span of one's own, typed as clocks of the zone show them. */
export function SpanFields({
  from,
  to,
  zone,
  onChange,
}: {
  /** ISO 8601. */
  from: string;
  to: string;
  zone: string;
  onChange: (time: TimeChoice) => void;
}) {
  const [problem, setProblem] = useState<string | null>(null);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const [start, end] = ["from", "to"].map((name) => momentOfLocal(String(given.get(name)), zone));
    if (!start || !end) return setProblem("Give both ends, each with its day and time.");
    if (start >= end) return setProblem("The end has to come after the beginning.");
    setProblem(null);
    onChange(exactly(new Date(start), new Date(end)));
  }

  const local = (moment: string) => localOfMoment(new Date(moment), zone).slice(0, 16);
  return (
    <form
      aria-label="A span of your own"
      onSubmit={submit}
      className="flex min-w-0 flex-wrap items-end gap-3"
    >
      <Field label="From" className="min-w-0">
        <Input type="datetime-local" name="from" defaultValue={local(from)} className="w-auto" />
      </Field>
      <Field label="To" error={problem} className="min-w-0">
        <Input type="datetime-local" name="to" defaultValue={local(to)} className="w-auto" />
      </Field>
      <Button type="submit">Apply</Button>
    </form>
  );
}
