"use client";

import { useLayoutEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { DialogBody, DialogFooter } from "@/components/ui/dialog";
import { FirstRequestLine } from "../../_first-request/first-request-line";
import { SnippetTabs } from "../../_first-request/snippet-tabs";
import { firstRequestOf } from "./first-request-of";
import { SecretField } from "./secret-field";
import type { MadeKey } from "./use-create-dialog";

export const REVEAL_TITLE = "Save this key now";
export const REVEAL_WARNING = "You will not be able to see it again.";

/** What follows the creation of a key, in the same dialog: the secret, how to use it, and whether it was used. */
export function KeyReveal({
  made,
  address,
  gate,
  onSaved,
  onDone,
}: {
  made: MadeKey;
  address: string;
  gate: string;
  onSaved: () => void;
  onDone: () => void;
}) {
  const content = useRef<HTMLDivElement>(null);
  // The form had the focus and is gone: without this, a keyboard would be outside the dialog.
  useLayoutEffect(() => content.current?.focus(), []);
  return (
    <>
      <DialogBody ref={content} tabIndex={-1} role="group" aria-label={`${REVEAL_TITLE}. ${REVEAL_WARNING}`}>
        <SecretField made={made} address={address} onSaved={onSaved} />
        <SnippetTabs address={address} gate={gate} secret={made.secret} onSaved={onSaved} />
        <FirstRequestLine source={firstRequestOf(made.id, made.secretId)} address={address} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onDone}>I have saved it</Button>
      </DialogFooter>
    </>
  );
}
