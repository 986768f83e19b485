import { CopyButton } from "@/components/ui/copy-button";
import type { LogEntry } from "@/lib/logs/contract";
import type { Payload } from "@/lib/payloads/contract";
import { curlOf } from "./curl-of";

/** What can be done with a request. */
export function EntryActions({
  entry,
  payload,
  address,
}: {
  entry: LogEntry;
  payload: Payload | null;
  address: string;
}) {
  return (
    <div className="flex flex-wrap gap-2">
      <CopyButton value={`${address}/logs?request=${entry.id}`} label="Copy link" />
      <CopyButton value={curlOf(entry, payload?.request ?? null, address)} label="Copy as curl" />
    </div>
  );
}
