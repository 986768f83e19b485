"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { useFirstRequest } from "./use-first-request";

/**
 * Waits for a first request and tells what became of it, without being asked. `source` is the address that knows, and `onReceived`,
 * which must stay the same function, is called when one was answered.
 */
export function FirstRequestLine({
  source,
  address,
  onReceived,
}: {
  source: string;
  address: string;
  onReceived?: () => void;
}) {
  const [line, retry] = useFirstRequest(source, onReceived);
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line bg-surface p-3">
      <div role="status" className="flex min-w-0 items-start gap-2">
        <Mark state={line.state} />
        <p className="tabular min-w-0 break-words">
          {line.state === "waiting" ? "Waiting for the first request…" : null}
          {line.state === "gave up" ? "No request arrived within 10 minutes." : null}
          {line.state === "received" || line.state === "failed" ? line.sentence : null}
          {line.state === "failed" && line.help !== null ? (
            <>
              {" "}
              <a className="text-accent-ink underline" href={line.help} target="_blank" rel="noopener">
                What this means
              </a>
            </>
          ) : null}
        </p>
      </div>
      {line.state === "gave up" ? (
        <div>
          <Button size="sm" onClick={retry}>
            Wait again
          </Button>
        </div>
      ) : null}
      {line.state === "received" ? null : <CommonProblems address={address} />}
    </div>
  );
}

function Mark({ state }: { state: string }) {
  const place = "mt-0.5 size-4 shrink-0";
  if (state === "received") return <CircleCheck aria-hidden="true" className={`${place} text-ok`} />;
  if (state === "failed") return <CircleAlert aria-hidden="true" className={`${place} text-danger`} />;
  if (state === "gave up") return <CircleAlert aria-hidden="true" className={`${place} text-warn`} />;
  return <Spinner className="mt-1 text-subtle" />;
}

function CommonProblems({ address }: { address: string }) {
  return (
    <details className="text-muted">
      <summary className="w-fit rounded-sm text-xs">Common problems</summary>
      <ul className="mt-2 flex list-disc flex-col gap-1 pl-5 text-xs">
        <li>
          The base URL is <code className="break-all text-ink">{address}/v1</code>, with <code>/v1</code> and
          without a slash at the end.
        </li>
        <li>
          The header is <code className="text-ink">Authorization: Bearer</code> and the whole key: 70
          characters, no blanks, no quotes.
        </li>
        <li>
          <code className="text-ink">LAYER_API_KEY</code> is set in the same terminal, and the program was
          started after that.
        </li>
        <li>The model is the name of a gate or of a model. A proxy in between passes the header on.</li>
      </ul>
    </details>
  );
}
