"use client";

import { CircleAlert } from "lucide-react";
import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { matchesEvent } from "@/lib/audit/matches-event";
import { eventGroups } from "./event-groups";

const ALL = "*";

/** Which events a webhook is told of: all, all of a kind, or some, as tick boxes. A kind's own box includes later types. */
export function EventsField({
  value,
  error,
  onChange,
}: {
  value: string[];
  error: string | null;
  onChange: (events: string[]) => void;
}) {
  const errorId = useId();
  const has = (pattern: string) => value.includes(pattern);
  const covered = (type: string) => value.some((pattern) => pattern !== type && matchesEvent(pattern, type));

  function set(pattern: string, isOn: boolean) {
    const rest = value.filter((one) => one !== pattern && !matchesEvent(pattern, one));
    onChange(isOn ? [...rest, pattern] : value.filter((one) => one !== pattern));
  }

  return (
    <fieldset
      className="flex flex-col gap-2"
      aria-invalid={error === null ? undefined : true}
      aria-describedby={error === null ? undefined : errorId}
    >
      <legend className="mb-1.5 font-medium text-sm">Events</legend>
      {error === null ? null : (
        <p id={errorId} className="flex items-start gap-1.5 text-danger text-xs">
          <CircleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" />
          {error}
        </p>
      )}
      <Checkbox
        label="Everything, also what is added later"
        checked={has(ALL)}
        onChange={(event) => set(ALL, event.target.checked)}
      />
      {eventGroups().map(({ kind, label, types }) => (
        <details key={kind} className="rounded-md border border-line px-3 py-1.5">
          <summary className="min-h-6 cursor-pointer rounded-sm text-sm">
            {label}
            <span className="text-subtle text-xs"> {chosen(value, kind)}</span>
          </summary>
          <div className="flex flex-col gap-0.5 py-1.5">
            <Checkbox
              label={`All of ${label.toLowerCase()}`}
              checked={has(`${kind}.*`) || has(ALL)}
              disabled={has(ALL)}
              onChange={(event) => set(`${kind}.*`, event.target.checked)}
            />
            {types.map(({ type, label: words }) => (
              <Checkbox
                key={type}
                className="pl-6"
                label={
                  <>
                    <code className="text-xs">{type}</code>{" "}
                    <span className="text-muted text-xs">{words}</span>
                  </>
                }
                checked={has(type) || covered(type)}
                disabled={covered(type)}
                onChange={(event) => set(type, event.target.checked)}
              />
            ))}
          </div>
        </details>
      ))}
    </fieldset>
  );
}

function chosen(value: string[], kind: string): string {
  if (value.includes(ALL) || value.includes(`${kind}.*`)) return "all";
  const count = value.filter((one) => one.startsWith(`${kind}.`)).length;
  return count === 0 ? "" : `${count} chosen`;
}
