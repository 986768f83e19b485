"use client";

import { Download } from "lucide-react";
import { Button, buttonStyles } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { FormFailure } from "@/components/ui/form-failure";
import { formatCountExact } from "@/lib/core/format";
import { useExportJob } from "./use-export-job";

const FORMATS = ["csv", "json"] as const;

/**
 * These rows as a file: at once where there are few enough, else in the background, with how far it is and a link at its end.
 * And the call of the API that answers the same.
 */
export function ExportMenu({
  query,
  isLong,
  apiCall,
}: {
  /** The rows that are meant, as an address. */
  query: string;
  /** Too many to be sent while somebody waits. */
  isLong: boolean;
  apiCall: string;
}) {
  const { job, error, begin } = useExportJob();
  return (
    <div className="flex flex-wrap items-center gap-2">
      {FORMATS.map((format) =>
        isLong ? (
          <Button
            key={format}
            size="sm"
            icon={<Download aria-hidden="true" className="size-3.5" />}
            loading={job !== null && !job.isOver && job.format === format}
            onClick={() => void begin(query, format)}
          >
            <span className="sr-only">Export as </span>
            {format.toUpperCase()}
          </Button>
        ) : (
          <a
            key={format}
            href={`/logs/export?${query}&format=${format}`}
            download
            className={buttonStyles({ size: "sm" })}
          >
            <Download aria-hidden="true" className="size-3.5" />
            <span className="sr-only">Export as </span>
            {format.toUpperCase()}
          </a>
        ),
      )}
      <CopyButton value={apiCall} label="Copy API call" />
      <span role="status" className="text-muted text-xs empty:hidden">
        {job === null ? null : jobWords(job)}
      </span>
      {job?.state === "done" ? (
        <a
          href={`/logs/exports/${job.id}/file`}
          download
          className="rounded-sm text-xs underline underline-offset-4"
        >
          Download the {job.format.toUpperCase()} file
        </a>
      ) : null}
      {error === null ? null : <FormFailure failure={{ message: error }} />}
    </div>
  );
}

type Job = NonNullable<ReturnType<typeof useExportJob>["job"]>;

function jobWords({ state, rows, rowsTotal, error }: Job): string {
  const of = rowsTotal === null ? "" : ` of ${formatCountExact(rowsTotal)}`;
  if (state === "waiting") return "The file will be written in a moment; you can leave this page.";
  if (state === "running") return `${formatCountExact(rows)}${of} rows written`;
  if (state === "done") return `${formatCountExact(rows)} rows written.`;
  return state === "cancelled"
    ? "The export was deleted."
    : `The export failed: ${error ?? "nothing more is known"}`;
}
