"use client";

import { useState } from "react";
import { useToasts } from "@/components/ui/toast";
import type { KeyOutcome } from "@/lib/keys/bulk/contract";
import { attempt } from "@/lib/transport/attempt";
import { changeKeysAction, undoChangesAction } from "../bulk/actions";

/** For so long the server takes a change back. */
const UNDO_MS = 60_000;

export type KeyChange = {
  action: "disable" | "enable" | "delete" | "setExpiry" | "addTags" | "removeTags";
  expiresAt?: string | null;
  tags?: string[];
};

const DONE: Record<KeyChange["action"], string> = {
  disable: "disabled",
  enable: "enabled",
  delete: "deleted",
  setExpiry: "given another expiry",
  addTags: "tagged",
  removeTags: "untagged",
};

/** Does one thing to many keys, says what became of them, and offers the way back. Resolves with the refusal, or null. */
export function useChangeKeys() {
  const toasts = useToasts();
  const [pending, setPending] = useState(false);

  async function undo(sequences: number[]) {
    const undone = await attempt(() => undoChangesAction({ undo: sequences }));
    if (!undone.ok)
      return toasts.add({ title: "Not undone", description: undone.error.message, kind: "error" });
    const kept = sequences.length - undone.data.undo.length;
    if (kept === 0) return toasts.add({ title: `${keys(sequences.length)} as before` });
    const refusal = undone.data.results.find(({ error }) => error !== null)?.error?.message;
    const description = refusal ?? "The minute in which it could be undone is over.";
    return toasts.add({ title: `${keys(kept)} not undone`, description, kind: "error" });
  }

  async function change(ids: string[], what: KeyChange): Promise<string | null> {
    setPending(true);
    const changed = await attempt(() => changeKeysAction({ ids, ...what }));
    setPending(false);
    if (!changed.ok) return changed.error.message;
    const { results, undo: sequences } = changed.data;
    const action = { label: "Undo", onPress: () => void undo(sequences) };
    const title =
      sequences.length === 0 ? "Nothing to change" : `${keys(sequences.length)} ${DONE[what.action]}`;
    toasts.add({ title, ...(sequences.length > 0 && { action, actionMs: UNDO_MS }) });
    const refused = results.filter(({ outcome }) => outcome === "refused");
    if (refused.length > 0) {
      toasts.add({ title: `${keys(refused.length)} refused`, description: reasons(refused), kind: "error" });
    }
    return null;
  }

  return { change, pending };
}

function keys(count: number): string {
  return count === 1 ? "1 key" : `${count} keys`;
}

function reasons(refused: KeyOutcome[]): string {
  const first = refused.slice(0, 3).map(({ id, name, error }) => `${name ?? id}: ${error?.message ?? ""}`);
  const rest = refused.length - first.length;
  return [...first, ...(rest > 0 ? [`and ${rest} more`] : [])].join(" ");
}
