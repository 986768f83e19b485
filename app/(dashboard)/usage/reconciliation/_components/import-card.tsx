"use client";

import { FileUp } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { ImportOutcome } from "./import-outcome";
import { useImport } from "./use-import";

/** Takes a report by choosing a file or dropping one. */
export function ImportCard({ providers, provider }: { providers: string[]; provider: string }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const whose = chosen ?? provider;
  const { send, progress, outcome, input } = useImport(whose);
  const [over, setOver] = useState(false);
  return (
    <section id="import" className="scroll-mt-20">
      <Card
        title="Import a report"
        description="Usage or costs of OpenAI or Anthropic as JSON from their APIs, or CSV. At most 10 MB. All of a file is imported, or nothing."
      >
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way to do what the button does */}
        <div
          className={cn(
            "flex flex-wrap items-end gap-3 rounded-md border border-line-strong border-dashed p-4",
            over && "border-accent-ink bg-hover",
          )}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            send(event.dataTransfer.files[0]);
          }}
        >
          <Field label="Whose report">
            <Select value={whose} onChange={({ target }) => setChosen(target.value)}>
              {providers.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          </Field>
          <input
            ref={input}
            type="file"
            accept=".csv,.json,.txt,text/csv,application/json"
            aria-label="Report to import"
            tabIndex={-1}
            className="sr-only"
            onChange={({ target }) => {
              send(target.files?.[0]);
              target.value = "";
            }}
          />
          <Button
            icon={<FileUp aria-hidden="true" className="size-3.5" />}
            loading={progress !== null}
            onClick={() => input.current?.click()}
          >
            Choose a file
          </Button>
          <span className="flex h-8 items-center text-subtle max-md:hidden">or drop one here</span>
        </div>
        <p role="status" className="mt-2 text-muted empty:hidden">
          {progress === null ? "" : progress < 100 ? `Sending: ${progress} %` : "Reading the report…"}
        </p>
        {outcome === null ? null : <ImportOutcome outcome={outcome} />}
      </Card>
    </section>
  );
}
