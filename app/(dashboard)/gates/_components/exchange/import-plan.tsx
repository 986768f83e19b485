import type { ReactNode } from "react";
import { DiffTable } from "@/components/data-table/diff-table";
import { Badge } from "@/components/ui/badge";
import type { GateImportPlan } from "@/lib/gates/gate-import-diff";
import { draftDiff } from "../draft-diff";
import { modelsOf } from "../field-words";

/** What a file would create, change and leave alone. */
export function ImportPlan({ plan }: { plan: GateImportPlan }) {
  const { creates, updates, unchanged } = plan;
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="text-muted">
        {creates.length} to create, {updates.length} to change, {unchanged.length} unchanged.
      </p>
      <ul className="flex flex-col gap-2">
        {creates.map(({ name, settings }) => (
          <Entry key={name} name={name} badge={<Badge tone="ok">Create</Badge>}>
            <p className="break-words font-mono text-muted text-xs">{modelsOf(settings).join(" → ")}</p>
          </Entry>
        ))}
        {updates.map(({ gate, before, after }) => (
          <Entry key={gate.id} name={gate.name} badge={<Badge tone="warn">Change</Badge>}>
            <DiffTable changes={draftDiff(before, after)} before="Now" after="File" />
          </Entry>
        ))}
        {unchanged.map(({ id, name }) => (
          <Entry key={id} name={name} badge={<Badge>Unchanged</Badge>} />
        ))}
      </ul>
    </div>
  );
}

function Entry({ name, badge, children }: { name: string; badge: ReactNode; children?: ReactNode }) {
  return (
    <li className="flex min-w-0 flex-col gap-2 rounded-md border border-line p-3">
      <span className="flex min-w-0 items-center justify-between gap-3">
        <span className="min-w-0 truncate font-medium" title={name}>
          {name}
        </span>
        {badge}
      </span>
      {children}
    </li>
  );
}
