import { Callout } from "@/components/ui/callout";
import { CopyButton } from "@/components/ui/copy-button";
import { Link } from "@/components/ui/link";
import { formatLatency, formatMoment } from "@/lib/core/format";
import type { LogEntry } from "@/lib/logs/contract";
import { limitPlace } from "../list/limit-place";
import { StatusMark } from "../list/status-mark";
import { errorTitle } from "../list/status-words";

/** Which request this is and how it ended. */
export function EntryHeader({ entry, zone }: { entry: LogEntry; zone: string }) {
  const { id, status, errorCode, errorMessage, startedAt, latencyMs, modelUsed, modelAsked } = entry;
  const limit = limitPlace(entry);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StatusMark status={status} errorCode={errorCode} />
        <code className="min-w-0 break-all text-xs">{modelUsed ?? modelAsked ?? "no model"}</code>
        <span className="tabular text-muted text-xs">{formatLatency(latencyMs)}</span>
      </div>
      <p className="tabular text-muted text-xs">
        <time dateTime={startedAt.toISOString()}>{formatMoment(startedAt, zone)}</time>
        {zone === "UTC" ? null : ` · ${formatMoment(startedAt, "UTC")}`}
      </p>
      <p className="flex flex-wrap items-center justify-between gap-2 text-xs">
        <code className="min-w-0 break-all">{id}</code>
        <CopyButton value={id} label="Copy id" variant="ghost" />
      </p>
      {errorCode === null ? null : (
        <Callout
          tone={status < 500 ? "warn" : "danger"}
          title={
            <a href={`/docs/errors#${errorCode}`} className="rounded-sm underline underline-offset-4">
              {errorTitle(errorCode)}
            </a>
          }
        >
          <p className="break-words">{errorMessage ?? "Nothing more was said."}</p>
          <p className="flex flex-wrap items-baseline justify-between gap-x-3">
            <code className="text-xs">{errorCode}</code>
            {limit === null ? null : (
              <Link href={limit.href} className="rounded-sm underline underline-offset-4">
                {limit.words}
              </Link>
            )}
          </p>
        </Callout>
      )}
    </div>
  );
}
