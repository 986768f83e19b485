"use client";

import { Download, Eye, EyeOff } from "lucide-react";
import { useId, useLayoutEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Input } from "@/components/ui/input";
import { envFile } from "./env-file";
import type { MadeKey } from "./use-create-dialog";

/**
 * The secret, once. It is written into the field's property and never into an attribute, and it is taken out again
 * when the field goes. `onSaved` is told when it was copied or downloaded.
 */
export function SecretField({
  made,
  address,
  onSaved,
}: {
  made: MadeKey;
  address: string;
  onSaved: () => void;
}) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [hidden, setHidden] = useState(false);
  const shown = hidden ? made.secret.replace(/(?<=^layer_.{4}).*(?=.{4}$)/, "•".repeat(24)) : made.secret;

  useLayoutEffect(() => {
    const node = field.current;
    if (node === null) return;
    node.value = shown;
    return () => {
      node.value = "";
    };
  }, [shown]);

  return (
    <div className="flex flex-col gap-2">
      <p className="break-words font-medium">{made.name}</p>
      <div className="flex flex-wrap items-center gap-2">
        <Input
          ref={field}
          id={id}
          readOnly
          aria-label="API key, shown once"
          autoComplete="off"
          spellCheck={false}
          className="min-w-40 flex-1 font-mono text-xs max-md:basis-full"
          onFocus={(event) => event.currentTarget.select()}
          onCopy={(event) => {
            if (isWhole(event.currentTarget, made.secret)) onSaved();
          }}
        />
        <Button
          aria-pressed={hidden}
          icon={
            hidden ? (
              <EyeOff aria-hidden="true" className="size-4" />
            ) : (
              <Eye aria-hidden="true" className="size-4" />
            )
          }
          onClick={() => setHidden(!hidden)}
        >
          Hide
        </Button>
        <CopyButton
          value={made.secret}
          label="Copy"
          size="md"
          variant="primary"
          targetId={hidden ? undefined : id}
          onCopied={onSaved}
        />
      </div>
      <div>
        <Button
          size="sm"
          icon={<Download aria-hidden="true" className="size-3.5" />}
          onClick={() => {
            download(envFile({ ...made, address }));
            onSaved();
          }}
        >
          Download .env
        </Button>
      </div>
    </div>
  );
}

/** True when the whole secret is selected: copying a part of it saves nothing. */
function isWhole(field: HTMLInputElement, secret: string): boolean {
  return field.value === secret && field.selectionStart === 0 && field.selectionEnd === secret.length;
}

/** Made here and never fetched by an address, which would be logged. */
function download({ fileName, text }: { fileName: string; text: string }): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
