"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FormFailure } from "@/components/ui/form-failure";
import { useToasts } from "@/components/ui/toast";
import type { KeyScope } from "@/lib/core/key-scope";
import { scopeSentence } from "@/lib/keys/scope/scope-words";
import { attempt } from "@/lib/transport/attempt";
import { ScopeFields } from "../../_components/scope/scope-fields";
import {
  type ScopeFault,
  type ScopeForm,
  scopeFormOf,
  scopeOfForm,
} from "../../_components/scope/scope-form";
import { setKeyScopeAction } from "../scope/actions";
import { ScopePreview } from "./scope-preview";
import { useScopePreview } from "./use-scope-preview";

/** What a key may do, with what that would have refused of its latest calls before it is saved. */
export function ScopeEditor({
  keyId,
  stored,
  zone,
}: {
  keyId: string;
  stored: KeyScope | null;
  zone: string;
}) {
  const editor = useScopeEditor({ keyId, stored, zone });
  const { form, read, fault, preview } = editor;
  const elsewhere = fault !== null && !fault.param.startsWith("scope") ? fault : null;
  return (
    <form
      noValidate
      aria-label="What this key may do"
      className="flex max-w-2xl flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void editor.save();
      }}
    >
      <p className="text-muted" role="status">
        {"scope" in read ? scopeSentence(read.scope) : "This does not say yet what the key may do."}
      </p>
      <ScopeFields form={form} fault={fault} onChange={editor.change} />
      <FormFailure failure={elsewhere} />
      <ScopePreview preview={preview} />
      <div className="flex gap-2">
        <Button type="submit" variant="primary" loading={editor.pending}>
          Save
        </Button>
        {editor.isChanged ? <Button onClick={editor.reset}>Discard changes</Button> : null}
      </div>
    </form>
  );
}

function useScopeEditor({ keyId, stored, zone }: { keyId: string; stored: KeyScope | null; zone: string }) {
  const before = scopeFormOf(stored, zone);
  const [form, setForm] = useState<ScopeForm>(before);
  const [refused, setRefused] = useState<ScopeFault | null>(null);
  const [pending, setPending] = useState(false);
  const toasts = useToasts();
  const read = scopeOfForm(form);
  // What it means is compared, not what is typed: the zone of hours that nobody has limited is the viewer's.
  const isChanged = JSON.stringify(read) !== JSON.stringify(scopeOfForm(before));
  const preview = useScopePreview(keyId, read, isChanged);
  const told = preview.kind === "refused" ? preview.fault : null;
  const fault = refused ?? ("scope" in read ? told : read);

  function change(next: ScopeForm) {
    setForm(next);
    setRefused(null);
  }

  async function save() {
    if (pending || !("scope" in read)) return;
    setPending(true);
    const saved = await attempt(() => setKeyScopeAction({ keyId, scope: read.scope }));
    setPending(false);
    if (saved.ok) {
      toasts.add({ title: "Saved", description: scopeSentence(saved.data.scope) });
      return;
    }
    const { param = "", message } = saved.error;
    setRefused({ param, message });
  }

  return { form, read, fault, preview, pending, isChanged, change, save, reset: () => change(before) };
}
