"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { useToasts } from "@/components/ui/toast";
import { attempt } from "@/lib/transport/attempt";
import { resolveExposureAction } from "../actions";
import type { LeakedKey } from "./leaked-key";

/** How the leak was dealt with; the badge stays until this is said. */
export function RecordStep({ apiKey: key }: { apiKey: LeakedKey }) {
  const toasts = useToasts();
  const [note, setNote] = useState("");
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  if (key.status === "deleted") return <p className="text-muted">The deletion stands in the audit trail.</p>;
  if (key.exposedAt === null) {
    return (
      <p className="text-muted">
        Once the key is marked as exposed, the audit trail has an entry, webhooks are told, and you can say
        here how it was dealt with.
      </p>
    );
  }

  async function resolve(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    const result = await attempt(() =>
      resolveExposureAction({ keyId: key.id, note: note.replace(/\s+/g, " ") }),
    );
    setPending(false);
    setFailure(result.ok ? null : result.error.message);
    if (result.ok)
      toasts.add({ title: "Exposure resolved", description: "The note stands in the audit trail." });
  }

  return (
    <form onSubmit={(event) => void resolve(event)} className="flex max-w-xl flex-col gap-4">
      <Field
        label="What was done about it?"
        hint="Kept in the audit trail. A key in it is masked."
        error={failure}
      >
        <Textarea value={note} maxLength={500} rows={3} onChange={({ target }) => setNote(target.value)} />
      </Field>
      <Button type="submit" loading={pending} className="self-start">
        Resolve the exposure
      </Button>
    </form>
  );
}
