"use client";

import { FileUp } from "lucide-react";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { ImportPlan } from "./import-plan";
import { useImport } from "./use-import";

const EXAMPLE = `gates:
  - name: support-answers
    model: gpt-4o-mini
    fallbackModels: [claude-haiku-4-5]`;

/** Gates from a file: first what it would change, then the change. */
export function ImportDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title="Import gates"
      description="Gates of the same name are changed, others are created. Gates that the file does not name stay."
      size="lg"
    >
      <ImportSteps onClose={onClose} />
    </Dialog>
  );
}

function ImportSteps({ onClose }: { onClose: () => void }) {
  const { plan, text, failure, pending, setText, preview, apply, back } = useImport(onClose);
  const box = useRef<HTMLTextAreaElement>(null);
  if (plan !== null) {
    const count = plan.creates.length + plan.updates.length;
    return (
      <>
        <DialogBody>
          {failure === null ? null : <Callout tone="danger" role="alert" title={failure} />}
          <ImportPlan plan={plan} />
        </DialogBody>
        <DialogFooter>
          <Button onClick={back}>Back</Button>
          <Button variant="primary" loading={pending} disabled={count === 0} onClick={apply}>
            {count === 0 ? "Nothing to apply" : `Apply ${count} ${count === 1 ? "change" : "changes"}`}
          </Button>
        </DialogFooter>
      </>
    );
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        preview();
        box.current?.focus();
      }}
    >
      <DialogBody>
        <Field label="YAML" error={failure} hint="A layer.config.yaml, as Export writes it.">
          <Textarea
            ref={box}
            rows={12}
            value={text}
            spellCheck={false}
            autoComplete="off"
            placeholder={EXAMPLE}
            className="font-mono text-xs"
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <FileButton onText={setText} />
      </DialogBody>
      <DialogFooter>
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" variant="primary" loading={pending}>
          Show changes
        </Button>
      </DialogFooter>
    </form>
  );
}

function FileButton({ onText }: { onText: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".yaml,.yml,application/yaml,text/yaml"
        aria-label="File to import"
        tabIndex={-1}
        className="sr-only"
        onChange={async ({ target }) => {
          const [file] = target.files ?? [];
          if (file !== undefined) onText(await file.text());
          target.value = "";
        }}
      />
      <Button
        className="self-start"
        icon={<FileUp aria-hidden="true" className="size-3.5" />}
        onClick={() => input.current?.click()}
      >
        Choose a file
      </Button>
    </>
  );
}
