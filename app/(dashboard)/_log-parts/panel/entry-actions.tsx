import { CopyButton } from "@/components/ui/copy-button";
import { formatLatency, formatUsd } from "@/lib/core/format";
import type { LogEntry } from "@/lib/logs/contract";
import type { Payload } from "@/lib/payloads/contract";
import { costWords } from "../list/cost-words";
import { curlOf } from "./curl-of";
import { DeletePayloadButton } from "./delete-payload-button";
import { ReplayButton } from "./replay-button";
import { replayVerdict } from "./replay-verdict";

/** What can be done with a request. What cannot be replayed says why, where something was kept at all. */
export function EntryActions({
  entry,
  payload,
  address,
}: {
  entry: LogEntry;
  payload: Payload | null;
  address: string;
}) {
  const verdict = replayVerdict(entry, payload);
  const { id, modelUsed, latencyMs, firstTokenMs, worstCostNanoUsd } = entry;
  const original = {
    model: modelUsed ?? "none",
    cost: costWords(entry).amount,
    latency: formatLatency(latencyMs),
    firstToken: formatLatency(firstTokenMs),
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <CopyButton value={`${address}/logs?request=${id}`} label="Copy link" />
      <CopyButton value={curlOf(entry, payload?.request ?? null, address)} label="Copy as curl" />
      {payload === null ? null : (
        <>
          {verdict.messages === null ? null : (
            <ReplayButton
              key={id}
              requestId={id}
              original={original}
              atMost={worstCostNanoUsd === null ? null : formatUsd(worstCostNanoUsd)}
              leftOut={payload.redactions}
            />
          )}
          <DeletePayloadButton requestId={id} />
          {verdict.messages === null ? <p className="text-muted text-xs">No replay: {verdict.why}</p> : null}
        </>
      )}
    </div>
  );
}
