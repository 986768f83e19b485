"use client";

import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Link } from "@/components/ui/link";
import { Spinner } from "@/components/ui/spinner";
import { formatLatency, formatUsd } from "@/lib/core/format";
import { PlainText } from "./plain-text";
import { type Replay, useReplay } from "./use-replay";

/** What the request did the first time, in words, to stand beside the replay. */
export type Original = { model: string; cost: string; latency: string; firstToken: string };

/** Asks a request again, after saying what that costs, and shows the answer beside the first one. */
export function ReplayButton({
  requestId,
  original,
  atMost,
  leftOut,
}: {
  requestId: string;
  original: Original;
  /** The most that the first one could cost; null when nothing bounded it. */
  atMost: string | null;
  /** How many values are not in what was kept. */
  leftOut: number;
}) {
  const [asks, setAsks] = useState(false);
  const { replay, start } = useReplay(requestId);
  const bound = atMost === null ? "Nothing bounds what it can cost." : `It could cost ${atMost} at most.`;
  return (
    <>
      <Button
        size="sm"
        loading={replay?.isRunning}
        icon={<RotateCcw aria-hidden="true" className="size-3.5" />}
        onClick={() => setAsks(true)}
      >
        Replay…
      </Button>
      <AlertDialog
        open={asks}
        onOpenChange={setAsks}
        title="Replay this request?"
        description={`Its messages are sent again through its gate as that stands now. The first time it cost ${original.cost}. ${bound} It counts under the key for tests, and in the log as a test.`}
        confirmLabel="Replay"
        onConfirm={() => {
          setAsks(false);
          void start();
        }}
      >
        {leftOut === 0 ? null : (
          <p className="text-muted text-sm">
            {leftOut === 1 ? "One value was" : `${leftOut} values were`} left out of what is kept: the marks
            in their places are sent.
          </p>
        )}
      </AlertDialog>
      {replay === null ? null : <Outcome replay={replay} original={original} />}
    </>
  );
}

function Outcome({
  replay: { isRunning, text, end, problem },
  original,
}: {
  replay: Replay;
  original: Original;
}) {
  return (
    <section aria-label="Replay" className="flex basis-full flex-col gap-2 rounded-md border border-line p-3">
      <p role="status" className="flex items-center gap-2 text-muted text-xs">
        {isRunning ? (
          <>
            <Spinner /> Running…
          </>
        ) : problem === null ? (
          "Replayed."
        ) : (
          "The replay failed."
        )}
      </p>
      {problem === null ? null : <Callout tone="danger" title={problem} />}
      {text === "" ? null : <PlainText label="Answer" text={text} />}
      {end === null ? null : (
        <table className="tabular w-full text-xs">
          <caption className="sr-only">The replay beside the first request</caption>
          <thead className="text-subtle">
            <tr>
              <td />
              <th scope="col" className="py-1 text-left font-normal">
                First
              </th>
              <th scope="col" className="py-1 text-left font-normal">
                Replay
              </th>
            </tr>
          </thead>
          <tbody>
            <Row name="Model" first={original.model} now={end.model ?? "none"} />
            <Row
              name="Cost"
              first={original.cost}
              now={end.costNanoUsd === null ? "— no price" : formatUsd(BigInt(end.costNanoUsd))}
            />
            <Row name="Latency" first={original.latency} now={formatLatency(end.latencyMs)} />
            <Row name="First token" first={original.firstToken} now={formatLatency(end.firstTokenMs)} />
          </tbody>
        </table>
      )}
      {end === null ? null : (
        <Link
          href={`/logs?request=${end.requestId}`}
          prefetch={false}
          className="w-fit rounded-sm text-xs underline"
        >
          Open the replay in the log
        </Link>
      )}
    </section>
  );
}

function Row({ name, first, now }: { name: string; first: string; now: string }) {
  return (
    <tr className="border-line border-t">
      <th scope="row" className="py-1 pr-3 text-left font-normal text-muted">
        {name}
      </th>
      <td className="break-all py-1 pr-3">{first}</td>
      <td className="break-all py-1">{now}</td>
    </tr>
  );
}
