"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { RequestExample } from "../_document/request-example";
import { TryForm } from "./try-form";

/** Sends an operation from the page. The form appears when it is asked for, so that pages stay light. */
export function TryIt({ id, example }: { id: string; example: RequestExample }) {
  const [isOpen, setOpen] = useState(false);
  if (example.isForm) {
    return <Callout>It takes a form with a file, which is sent by curl and not from this page.</Callout>;
  }
  return (
    <div className="flex flex-col gap-3">
      <Button
        className="self-start"
        aria-expanded={isOpen}
        aria-controls={`${id}-try`}
        aria-label={`Try it: ${example.method} ${example.path}`}
        onClick={() => setOpen(!isOpen)}
      >
        Try it
      </Button>
      <div id={`${id}-try`}>{isOpen ? <TryForm example={example} /> : null}</div>
    </div>
  );
}
