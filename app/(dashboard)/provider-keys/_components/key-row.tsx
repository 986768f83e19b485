"use client";

import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import { KeyRowMenu } from "./key-row-menu";
import { keyState } from "./provider-state";
import { StateBadge } from "./state-badge";
import type { RowFacts } from "./targets";
import { useKeyActs } from "./use-key-acts";

/** One stored key: what it is called, what its last test said, and what can be done with it. */
export function KeyRow({ facts }: { facts: RowFacts }) {
  const { key: row, blocked } = facts;
  const acts = useKeyActs(row);
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3 p-4">
      <div className="flex min-w-0 flex-1 basis-56 flex-col gap-1">
        <p className="flex min-w-0 flex-wrap items-center gap-2">
          <span className="min-w-0 break-words font-medium text-ink">{row.label}</span>
          <StateBadge state={keyState(row, blocked)} />
        </p>
        <p className="flex flex-wrap gap-x-3 text-subtle text-xs">
          <span className="font-mono">{row.keyHint ?? "No key needed"}</span>
          {row.baseUrl === null ? null : <span className="break-all font-mono">{row.baseUrl}</span>}
        </p>
        <p className="text-subtle text-xs">
          {row.lastCheckedAt === null ? (
            "Not tested yet"
          ) : (
            <>
              Tested <Time value={row.lastCheckedAt} />
            </>
          )}
        </p>
        {row.lastCheckError === null ? null : (
          <p className="break-words text-danger text-xs">{row.lastCheckError}</p>
        )}
      </div>
      <div className="flex items-center gap-1">
        <Button size="sm" loading={acts.testing} onClick={acts.test} aria-label={`Test ${row.label} now`}>
          Test now
        </Button>
        <KeyRowMenu facts={facts} acts={acts} />
      </div>
    </li>
  );
}
