"use client";

import { Callout } from "@/components/ui/callout";
import { formatDate } from "@/lib/core/format";
import type { ImportAnswer } from "../import/import-file";

/** What became of a file: what was understood of it, or what is wrong with which line. */
export function ImportOutcome({ outcome }: { outcome: ImportAnswer }) {
  if ("problem" in outcome) return <Refused {...outcome} />;
  const { isNew, provider, firstDay, lastDay, models, understood, ignored, notices } = outcome;
  const date = (day: string) => formatDate(new Date(`${day}T00:00:00Z`));
  const days = firstDay === lastDay ? date(firstDay) : `${date(firstDay)} to ${date(lastDay)}`;
  return (
    <Callout
      tone={isNew ? "ok" : "info"}
      role="status"
      className="mt-3"
      title={isNew ? "The report was imported" : "This file was imported before; nothing changed"}
    >
      <p>
        {provider}, {days}, {models} {models === 1 ? "model" : "models"}.
      </p>
      <p className="break-words">Understood: {understood.join(", ")}.</p>
      {ignored.length === 0 ? null : <p className="break-words">Not used: {ignored.join(", ")}.</p>}
      {notices.map((notice) => (
        <p key={notice}>{notice}</p>
      ))}
    </Callout>
  );
}

function Refused({ problem, lines, noun }: Extract<ImportAnswer, { problem: string }>) {
  return (
    <Callout tone="danger" role="alert" className="mt-3" title="Nothing was imported">
      {lines.length === 0 ? (
        <p>{problem}</p>
      ) : (
        <ul className="mt-1 flex max-h-64 flex-col gap-0.5 overflow-y-auto">
          {lines.map(({ line, message }) => (
            <li key={`${line} ${message}`} className="break-words">
              <span className="tabular font-medium capitalize">
                {noun} {line}
              </span>
              : {message}
            </li>
          ))}
        </ul>
      )}
    </Callout>
  );
}
