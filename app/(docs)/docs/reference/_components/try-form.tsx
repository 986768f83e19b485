"use client";

import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { PasswordInput } from "@/components/ui/password-input";
import { Textarea } from "@/components/ui/textarea";
import { curlOf } from "../_document/curl-of";
import { addressOf, headersOf, type RequestExample } from "../_document/request-example";
import { ConfirmSend } from "./confirm-send";
import { useKeyInMemory } from "./key-in-memory";
import { TryOutcome } from "./try-outcome";
import { useCall } from "./use-call";

/** The form of one operation: a key, its parameters and its body. What changes something is sent after a second word only. */
export function TryForm({ example }: { example: RequestExample }) {
  const { method, path, withKey, changes } = example;
  const [key, setKey] = useKeyInMemory();
  const [parameters, setParameters] = useState(example.parameters);
  const [body, setBody] = useState(example.body ?? "");
  const [isAsking, setAsking] = useState(false);
  const sender = useRef<HTMLButtonElement>(null);
  const { outcome, running, fault, send, cancel } = useCall();
  const headers: Array<readonly [string, string]> = [
    ...headersOf(parameters),
    ...(example.body === null ? [] : [["Content-Type", "application/json"] as const]),
  ];
  const sent = example.body === null ? {} : { body };
  // Buttons that are gone once they are pressed hand the focus back.
  const leave = () => {
    setAsking(false);
    sender.current?.focus();
  };
  const stop = () => {
    cancel();
    sender.current?.focus();
  };
  const go = () => {
    if (isAsking) leave();
    const auth = withKey && key !== "" ? [["Authorization", `Bearer ${key.trim()}`] as const] : [];
    void send({ url: addressOf(path, parameters), method, headers: [...auth, ...headers], ...sent });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changes) setAsking(true);
    else go();
  };
  // A path with a gap is no address; the browser points at the field that is empty, as it does when the form is sent.
  const asCurl = async () => {
    if (!sender.current?.form?.reportValidity()) return null;
    const url = `${window.location.origin}${addressOf(path, parameters)}`;
    return curlOf({ method, url, headers, withKey, ...sent });
  };
  return (
    <form
      onSubmit={submit}
      autoComplete="off"
      aria-label={`${method} ${path}`}
      className="flex flex-col gap-4 rounded-md border border-line p-4"
    >
      {withKey ? <KeyField value={key} onChange={setKey} /> : null}
      {parameters.map(({ name, in: place, required, value }, at) => (
        <Field key={`${place} ${name}`} label={name} hint={place} required={required}>
          <Input
            value={value}
            spellCheck={false}
            onChange={({ target }) =>
              setParameters(
                parameters.map((one, other) => (other === at ? { ...one, value: target.value } : one)),
              )
            }
          />
        </Field>
      ))}
      {example.body === null ? null : (
        <Field label="Body">
          <Textarea
            value={body}
            rows={Math.min(16, body.split("\n").length + 1)}
            spellCheck={false}
            className="font-mono text-xs"
            onChange={({ target }) => setBody(target.value)}
          />
        </Field>
      )}
      {isAsking ? <ConfirmSend example={example} onSend={go} onLeave={leave} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button ref={sender} type="submit" variant="primary" loading={running}>
          Send
        </Button>
        {running ? <Button onClick={stop}>Cancel</Button> : null}
        <CopyButton value={asCurl} label="Copy as curl" size="md" />
      </div>
      <TryOutcome outcome={outcome} fault={fault} />
    </form>
  );
}

function KeyField({ value, onChange }: { value: string; onChange: (next: string) => void }) {
  return (
    <Field
      label="API key"
      hint={
        <>
          Kept in the memory of this tab only. No key yet? Make one in{" "}
          <Link href="/keys" prefetch={false} className="rounded-sm underline underline-offset-2">
            API Keys
          </Link>
          .
        </>
      }
    >
      <PasswordInput value={value} autoComplete="off" onChange={({ target }) => onChange(target.value)} />
    </Field>
  );
}
