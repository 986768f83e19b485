import type { ReactNode } from "react";
import { DiffTable } from "@/components/data-table/diff-table";
import { Badge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import type { GateImportPlan } from "@/lib/gates/gate-import-diff";
import type { WholeGate } from "@/lib/gates/gate-in-file";
import { draftDiff } from "../draft-diff";
import { modelsOf } from "../field-words";
import { besideDiff, besideSaid } from "./beside-words";

/** What a file would create, change and leave alone. */
export function ImportPlan({ plan }: { plan: GateImportPlan }) {
  const { creates, updates, unchanged } = plan;
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="text-muted">
        {creates.length} to create, {updates.length} to change, {unchanged.length} unchanged.
      </p>
      <DefaultNote plan={plan} />
      <ul className="flex flex-col gap-2">
        {creates.map((gate) => (
          <Entry key={gate.name} name={gate.name} badge={<Badge tone="ok">Create</Badge>}>
            <NewGate gate={gate} />
          </Entry>
        ))}
        {updates.map(({ gate, before, after }) => (
          <Entry key={gate.id} name={gate.name} badge={<Badge tone="warn">Change</Badge>}>
            <DiffTable
              changes={[...draftDiff(before, after), ...besideDiff(before.beside, after.beside)]}
              before="Now"
              after="File"
            />
          </Entry>
        ))}
        {unchanged.map(({ id, name }) => (
          <Entry key={id} name={name} badge={<Badge>Unchanged</Badge>} />
        ))}
      </ul>
    </div>
  );
}

/** Which gate answers when a request names none is a matter of two gates, of which the file may name one. */
function DefaultNote({ plan: { creates, updates, defaultBefore } }: { plan: GateImportPlan }) {
  const chosen = [...creates, ...updates.map(({ after }) => after)].find(({ beside }) => beside.isDefault);
  if (defaultBefore === null || chosen === undefined) return null;
  return <Callout title={`${chosen.name} becomes the default gate in place of ${defaultBefore}.`} />;
}

function NewGate({ gate: { settings, beside } }: { gate: WholeGate }) {
  return (
    <>
      <p className="break-words font-mono text-muted text-xs">{modelsOf(settings).join(" → ")}</p>
      <dl className="grid gap-x-3 gap-y-1 text-xs empty:hidden md:grid-cols-[8rem_1fr]">
        {besideSaid(beside).map(({ label, after }) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="min-w-0 whitespace-pre-wrap break-words font-mono">{after}</dd>
          </div>
        ))}
      </dl>
    </>
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
