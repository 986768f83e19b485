"use client";

import { useState } from "react";
import { useToasts } from "@/components/ui/toast";
import type { GateImportPlan } from "@/lib/gates/gate-import-diff";
import { attempt } from "@/lib/transport/attempt";
import { applyImportAction, planImportAction } from "../../actions";

const EMPTY = "Paste the text of a file, or choose one.";

/** The two steps of an import. Nothing changes before the second, and then all of it or none. */
export function useImport(onDone: () => void) {
  const toasts = useToasts();
  const [text, setText] = useState("");
  const [plan, setPlan] = useState<GateImportPlan | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(false);

  async function preview() {
    if (text.trim() === "") return setFailure(EMPTY);
    if (pending) return;
    setPending(true);
    const planned = await attempt(() => planImportAction({ text }));
    setPending(false);
    setFailure(planned.ok ? null : planned.error.message);
    if (planned.ok) setPlan(planned.data);
  }

  async function apply() {
    if (plan === null || pending) return;
    setPending(true);
    const expectedVersions = Object.fromEntries(plan.updates.map(({ gate }) => [gate.id, gate.version]));
    const applied = await attempt(() => applyImportAction({ text, expectedVersions }));
    setPending(false);
    if (!applied.ok) return setFailure(applied.error.message);
    const { created, updated } = applied.data;
    onDone();
    toasts.add({ title: "Gates imported", description: countText(created.length, updated.length) });
  }

  return {
    text,
    plan,
    failure,
    pending,
    setText: (next: string) => {
      setText(next);
      setFailure(null);
    },
    preview: () => void preview(),
    apply: () => void apply(),
    back: () => {
      setPlan(null);
      setFailure(null);
    },
  };
}

function countText(created: number, changed: number): string {
  return `${created} created, ${changed} changed.`;
}
