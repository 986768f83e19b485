"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { CopyButton } from "@/components/ui/copy-button";
import { formatCountExact } from "@/lib/core/format";
import { verifyChainAction } from "../actions";

type Result = Awaited<ReturnType<typeof verifyChainAction>>;

/** Checks the log's chain of hashes and says in a sentence what came of it. */
export function VerifyButton() {
  const [result, setResult] = useState<Result | null>(null);
  const [pending, startTransition] = useTransition();
  const verify = () =>
    startTransition(async () => {
      const answer = await verifyChainAction().catch((): Result => UNREACHABLE);
      startTransition(() => setResult(answer));
    });
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="max-w-prose text-muted">
          Everything that people, programs and Layer itself did here. Each entry carries the hash of the one
          before it, so that a later change shows.
        </p>
        <Button loading={pending} onClick={verify}>
          Verify the chain
        </Button>
      </div>
      <div role="status">{result === null || pending ? null : <Verdict result={result} />}</div>
    </div>
  );
}

const UNREACHABLE: Result = {
  ok: false,
  error: { code: "unavailable", message: "The server did not answer. Check your connection and try again." },
};

function Verdict({ result }: { result: Result }) {
  if (!result.ok) {
    return (
      <Callout tone="danger" title="The chain was not verified">
        {result.error.message}
      </Callout>
    );
  }
  const verdict = result.data;
  if (!verdict.whole) {
    return (
      <Callout tone="danger" title={`The chain breaks at entry ${formatCountExact(verdict.sequence)}`}>
        That entry {verdict.fault}. Somebody changed the database past Layer: compare the log with an export
        or a backup from before.
      </Callout>
    );
  }
  const { entries, head } = verdict;
  if (entries === 0) {
    return (
      <Callout tone="ok" title="The chain is whole">
        There are no entries yet.
      </Callout>
    );
  }
  return (
    <Callout tone="ok" title="The chain is whole">
      <p>
        {entries === 1 ? "The one entry is" : `All ${formatCountExact(entries)} entries are`} as written and
        in order. Keep the last hash elsewhere to be able to tell later that this is still the log you saw:
      </p>
      <p className="mt-1 flex flex-wrap items-center gap-2">
        <code className="break-all font-mono text-xs">{head}</code>
        <CopyButton value={head} label="Copy the hash" />
      </p>
    </Callout>
  );
}
