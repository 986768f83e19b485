"use client";

import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import { useCopyKeyId } from "./use-copy-key-id";

/** The masked key; pressing it copies the key's id, since the secret is gone. */
export function KeyIdButton({ keyId, name, masked }: { keyId: string; name: string; masked: string }) {
  const copy = useCopyKeyId();
  return (
    <Tooltip content="Copies the key's id. The secret cannot be shown again.">
      <Button
        size="sm"
        variant="ghost"
        className="-mx-2.5 font-mono font-normal"
        aria-label={`${masked}, copy the id of ${name}`}
        onClick={() => copy(keyId)}
      >
        {masked}
      </Button>
    </Tooltip>
  );
}
