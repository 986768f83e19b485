"use client";

import { GitCompare } from "lucide-react";
import { useState } from "react";
import { DiffTable } from "@/components/data-table/diff-table";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { draftDiff } from "../draft-diff";
import type { Editor } from "../editor/use-gate-editor";
import { RestoreDialog } from "./restore-dialog";
import { useVersions } from "./use-versions";
import { VersionRow } from "./version-row";
import { chosenPair, type SavedVersion, withChoice } from "./version-words";

/** Every save of the gate: who, when, what; two of them side by side, and the way back to one. */
export function HistoryTab({ editor, gateId }: { editor: Editor; gateId: string }) {
  const versions = useVersions(gateId, editor.base.version);
  const [chosen, setChosen] = useState<string[]>([]);
  const [comparing, setComparing] = useState(false);
  const [restoring, setRestoring] = useState<SavedVersion | null>(null);
  const pair = chosenPair(versions.rows, chosen);

  if (versions.state === "loading") return <Waiting />;
  return (
    <div className="flex flex-col gap-3">
      {versions.state === "failed" ? (
        <Callout tone="danger" role="alert" title="The history could not be read.">
          <Button size="sm" className="mt-2" onClick={versions.retry}>
            Try again
          </Button>
        </Callout>
      ) : null}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">Choose two versions to compare them.</p>
        <Button
          icon={<GitCompare aria-hidden="true" className="size-3.5" />}
          disabled={pair === null}
          onClick={() => setComparing(true)}
        >
          Compare
        </Button>
      </div>
      <ol className="divide-y divide-line rounded-md border border-line">
        {versions.rows.map((version) => (
          <VersionRow
            key={version.id}
            version={version}
            isCurrent={version.version === editor.base.version}
            isChosen={chosen.includes(version.id)}
            onChoose={() => setChosen(withChoice(chosen, version.id))}
            onRestore={() => setRestoring(version)}
          />
        ))}
      </ol>
      {versions.hasMore ? (
        <Button className="self-center" onClick={versions.loadMore}>
          Show older versions
        </Button>
      ) : null}
      <Comparison pair={pair} open={comparing} onClose={() => setComparing(false)} />
      <RestoreDialog editor={editor} gateId={gateId} version={restoring} onClose={() => setRestoring(null)} />
    </div>
  );
}

function Comparison({
  pair,
  open,
  onClose,
}: {
  pair: ReturnType<typeof chosenPair>;
  open: boolean;
  onClose: () => void;
}) {
  if (pair === null) return null;
  const { older, newer } = pair;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={`Version ${older.version} and version ${newer.version}`}
      size="lg"
    >
      <DialogBody>
        <DiffTable
          changes={draftDiff(older, newer)}
          before={`Version ${older.version}`}
          after={`Version ${newer.version}`}
        />
      </DialogBody>
      <DialogFooter>
        <DialogClose>Close</DialogClose>
      </DialogFooter>
    </Dialog>
  );
}

function Waiting() {
  return (
    <Loading label="Loading the history">
      <div className="flex flex-col gap-4 rounded-md border border-line p-4">
        {["w-40", "w-56", "w-48"].map((width) => (
          <Skeleton key={width} className={width} />
        ))}
      </div>
    </Loading>
  );
}
