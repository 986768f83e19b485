"use client";

import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { useToasts } from "@/components/ui/toast";
import type { Gate, GateProblem } from "@/lib/gates/contract";
import type { ActionError } from "@/lib/transport/action-error";
import { attempt } from "@/lib/transport/attempt";
import { createGateAction, updateGateAction } from "../../actions";
import { draftDiff } from "../draft-diff";
import type { Said } from "../field-words";
import { formOf, type GateForm, readForm, withKeysOf } from "./gate-form";
import { draftProblems, mergedProblems } from "./gate-problems";
import { type Conflict, readConflict } from "./read-conflict";
import { useFieldFocus } from "./use-field-focus";
import { useLiveCheck } from "./use-live-check";

/** What the editor starts from: a saved gate, or null for a new one, and what stands in the fields. */
export type EditorStart = { gate: Gate | null; said: Said; problems: GateProblem[] | null };

export type Editor = ReturnType<typeof useGateEditor>;

/** A gate while it is being edited: the fields, what they say, what is wrong, what differs from what is saved. */
export function useGateEditor(start: EditorStart) {
  const [base, setBase] = useState<Said & { version: number }>({
    ...start.said,
    version: start.gate?.version ?? 0,
  });
  const [form, setForm] = useState<GateForm>(() => formOf(start.said));
  const [note, setNote] = useState("");
  const [refusal, setRefusal] = useState<GateProblem | null>(null);
  const [tried, setTried] = useState(start.gate !== null);
  const { said, faults } = useMemo(() => readForm(form), [form]);
  const changes = useMemo(() => draftDiff(base, said), [base, said]);
  const checked = useLiveCheck(said.settings, start.problems);
  const local = useMemo(() => draftProblems(said, faults), [said, faults]);
  const problems = mergedProblems(refusal === null ? [] : [refusal], local, checked);
  const focusField = useFieldFocus();

  function change(part: Partial<GateForm>) {
    setForm((last) => ({ ...last, ...part }));
    setRefusal(null);
  }

  /** Takes over what is saved now, also into the fields. */
  function adopt(saved: Said & { version: number }) {
    setBase({ name: saved.name, settings: saved.settings, version: saved.version });
    setForm((last) => withKeysOf(last, formOf(saved)));
    setNote("");
    setRefusal(null);
  }

  function refuse({ param, message }: ActionError) {
    const field = (param ?? "").replace(/^settings\./, "").split(".")[0] ?? "";
    setRefusal({ field, severity: "error", message });
    if (field !== "") focusField(field);
  }

  /** True when nothing in sight keeps the draft from being saved; else the first fault has the focus. */
  function isReady(): boolean {
    setTried(true);
    const fault = mergedProblems(local).find(({ severity }) => severity === "error");
    if (fault !== undefined) focusField(fault.field);
    return fault === undefined;
  }

  return {
    gateId: start.gate?.id ?? null,
    base,
    form,
    said,
    faults,
    changes,
    dirty: changes.length > 0 || Object.keys(faults).length > 0,
    note,
    setNote,
    change,
    changeSettings: (part: Partial<GateForm["settings"]>) =>
      change({ settings: { ...form.settings, ...part } }),
    changeText: (name: keyof GateForm["texts"], text: string) =>
      change({ texts: { ...form.texts, [name]: text } }),
    /** A new gate is not blamed for what nobody has had the time to fill in. */
    problems: tried ? problems : problems.filter(({ severity }) => severity === "warning"),
    discard: () => adopt(base),
    adopt,
    refuse,
    isReady,
    focusField,
  };
}

/** Saving: one at a time, with the lock that tells when somebody else has saved since. */
export function useSaveGate(editor: Editor) {
  const router = useRouter();
  const toasts = useToasts();
  const [pending, setPending] = useState(false);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const { gateId, said, base } = editor;

  async function create() {
    const made = await attempt(() => createGateAction(said));
    if (!made.ok) return editor.refuse(made.error);
    editor.adopt(made.data);
    toasts.add({ title: "Gate created", description: `Programs can call ${made.data.name} now.` });
    router.replace(`/gates/${made.data.id}`);
  }

  async function update(id: string, ifVersion: number) {
    const note = editor.note.trim();
    const input = { gateId: id, ifVersion, ...said, ...(note === "" ? {} : { note }) };
    const saved = await attempt(() => updateGateAction(input));
    if (saved.ok) {
      setConflict(null);
      editor.adopt(saved.data.gate);
      toasts.add({ title: "Gate saved", description: `It is version ${saved.data.gate.version} now.` });
    } else if (saved.error.code === "conflict" && saved.error.param === undefined) {
      setConflict(await readConflict(id));
    } else editor.refuse(saved.error);
  }

  async function save(ifVersion = base.version) {
    if (pending || (gateId !== null && !editor.dirty) || !editor.isReady()) return;
    setPending(true);
    await (gateId === null ? create() : update(gateId, ifVersion));
    setPending(false);
  }

  function takeTheirs(theirs: Conflict) {
    editor.adopt(theirs);
    setConflict(null);
  }

  return {
    pending,
    conflict,
    save: () => void save(),
    overwrite: (theirs: Conflict) => void save(theirs.version),
    takeTheirs,
    /** Back to what is saved, by whomever. */
    discard: () => (conflict === null ? editor.discard() : takeTheirs(conflict)),
  };
}
