"use client";

import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { RequestExample } from "../_document/request-example";

/** The second word that a call needs which changes something. It takes the focus; what deletes must be chosen on purpose. */
export function ConfirmSend({
  example,
  onSend,
  onLeave,
}: {
  example: RequestExample;
  onSend: () => void;
  onLeave: () => void;
}) {
  const deletes = example.method === "DELETE";
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <Callout tone="warn" title={warningOf(example)} role="alert">
      <span className="mt-2 flex flex-wrap gap-2">
        <Button ref={deletes ? null : first} variant={deletes ? "danger" : "primary"} onClick={onSend}>
          Send it
        </Button>
        <Button ref={deletes ? first : null} onClick={onLeave}>
          Do not send
        </Button>
      </span>
    </Callout>
  );
}

function warningOf({ method, callsModel }: RequestExample): string {
  if (method === "DELETE") return "This deletes something of the key's account.";
  if (callsModel) return "This calls a model: it counts, and it costs what the model costs.";
  return "This makes or changes something in the key's account.";
}
