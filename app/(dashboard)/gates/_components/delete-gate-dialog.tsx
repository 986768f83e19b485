"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Callout } from "@/components/ui/callout";
import { Time } from "@/components/ui/time";
import { useToasts } from "@/components/ui/toast";
import { formatCountExact } from "@/lib/core/format";
import type { GateCaller } from "@/lib/gates/contract";
import { attempt } from "@/lib/transport/attempt";
import { deleteGateAction } from "../actions";
import { headingOf } from "./heading-of";
import type { NamedGate } from "./named-gate";
import { readJson } from "./read-json";

type Target = { gate: NamedGate; onDeleted?: (() => void) | undefined };
type Caller = Omit<GateCaller, "lastRequestAt"> & { lastRequestAt: string | null };

/** Asks before a gate goes, next to the keys that used it in the last 30 days. */
export function DeleteGateDialog({ target, onClose }: { target: Target | null; onClose: () => void }) {
  // What is being closed stays readable while it fades out.
  const [last, setLast] = useState({ target, times: 0 });
  if (target !== null && target !== last.target) setLast({ target, times: last.times + 1 });
  return last.target === null ? null : (
    <DeleteQuestion key={last.times} target={last.target} open={target !== null} onClose={onClose} />
  );
}

function DeleteQuestion({ target, open, onClose }: { target: Target; open: boolean; onClose: () => void }) {
  const { gate, onDeleted } = target;
  const toasts = useToasts();
  const router = useRouter();
  const callers = useCallers(gate.id);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [deleted, setDeleted] = useState(false);

  async function confirm() {
    setPending(true);
    const result = await attempt(() => deleteGateAction({ gateId: gate.id }));
    setPending(false);
    if (!result.ok) return setFailure(result.error.message);
    setDeleted(true);
    onClose();
    toasts.add({ title: "Gate deleted", description: `Requests that name ${gate.name} are refused now.` });
    if (onDeleted === undefined) router.refresh();
    else onDeleted();
  }

  return (
    <AlertDialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={`Delete ${gate.name}?`}
      description="Requests that name it are refused at once. Its history goes with it; its requests stay on record."
      confirmLabel="Delete gate"
      danger
      loading={pending}
      onConfirm={() => void confirm()}
      finalFocus={() => (deleted ? headingOf() : true)}
    >
      {failure === null ? null : <Callout tone="danger" role="alert" title={failure} />}
      {gate.isDefault ? (
        <Callout tone="warn" title="This is the default gate.">
          Requests that name no gate are refused until another one is the default.
        </Callout>
      ) : null}
      <Callers callers={callers} />
    </AlertDialog>
  );
}

function Callers({ callers }: { callers: Caller[] | "unknown" | null }) {
  if (callers === null) return <p className="h-5 text-subtle">Looking for who uses it…</p>;
  if (callers === "unknown") {
    return <Callout tone="warn" title="Who uses it could not be checked." />;
  }
  if (callers.length === 0) return <p className="text-muted">No key used it in the last 30 days.</p>;
  return (
    <div className="mt-1">
      <h3 className="text-sm">Used in the last 30 days by</h3>
      <ul className="mt-1 max-h-60 divide-y divide-line overflow-y-auto rounded-md border border-line">
        {callers.map((caller) => (
          <li key={caller.keyId} className="flex items-baseline justify-between gap-4 px-3 py-2">
            <span className="min-w-0 truncate" title={caller.name}>
              {caller.name}
              {caller.isDeleted ? <span className="text-subtle"> (deleted)</span> : null}
            </span>
            <span className="tabular shrink-0 text-muted text-xs">
              {formatCountExact(caller.requests)} {caller.requests === 1 ? "request" : "requests"}
              {caller.lastRequestAt === null ? null : (
                <>
                  , last <Time value={caller.lastRequestAt} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function useCallers(gateId: string): Caller[] | "unknown" | null {
  const [callers, setCallers] = useState<Caller[] | "unknown" | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    void readJson<Caller[]>(`/gates/${gateId}/callers`, stop.signal).then((found) => {
      if (!stop.signal.aborted) setCallers(found ?? "unknown");
    });
    return () => stop.abort();
  }, [gateId]);
  return callers;
}
