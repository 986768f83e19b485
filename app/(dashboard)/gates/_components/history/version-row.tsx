"use client";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import { type SavedVersion, versionWords } from "./version-words";

/** One save in the history. */
export function VersionRow({
  version,
  isCurrent,
  isChosen,
  onChoose,
  onRestore,
}: {
  version: SavedVersion;
  isCurrent: boolean;
  isChosen: boolean;
  onChoose: () => void;
  onRestore: () => void;
}) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2.5">
      <label className="flex size-6 items-center justify-center">
        <input type="checkbox" className="size-4 accent-accent" checked={isChosen} onChange={onChoose} />
        <span className="sr-only">Compare version {version.version}</span>
      </label>
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="tabular font-medium">Version {version.version}</span>
          {isCurrent ? <Badge>Current</Badge> : null}
          <span className="text-muted text-xs">
            <Time value={version.createdAt} />
            {version.by === null ? null : ` by ${version.by}`}
          </span>
        </p>
        <p className="break-words text-muted">{versionWords(version)}</p>
        {version.note === null ? null : <p className="break-words">“{version.note}”</p>}
      </div>
      {isCurrent ? null : (
        <Button size="sm" onClick={onRestore}>
          Restore<span className="sr-only"> version {version.version}</span>
        </Button>
      )}
    </li>
  );
}
