"use client";

import { type FormEvent, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { PasswordInput } from "@/components/ui/password-input";
import { useToasts } from "@/components/ui/toast";
import { changePasswordAction } from "../actions";
import { UNREACHABLE } from "./unreachable";

type Failure = { message: string; param?: string };

/** Changes the password. All other sessions end with it. */
export function PasswordCard({ email }: { email: string }) {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [failure, setFailure] = useState<Failure | null>(null);
  const [pending, start] = useTransition();
  const toasts = useToasts();
  const form = useRef<HTMLFormElement>(null);
  const errorOf = (field: string) => (failure?.param === field ? failure.message : null);

  function save(event: FormEvent) {
    event.preventDefault();
    start(async () => {
      const input = { currentPassword: current, newPassword: next };
      const result = await changePasswordAction(input).catch(() => UNREACHABLE);
      if (!result.ok) {
        setFailure(result.error);
        const field = "param" in result.error ? result.error.param : undefined;
        form.current?.querySelector<HTMLInputElement>(`input[name="${field}"]`)?.focus();
        return;
      }
      setFailure(null);
      setCurrent("");
      setNext("");
      toasts.add({ title: "Password changed", description: endedSentence(result.data.ended) });
    });
  }

  return (
    <Card title="Password" description="Changing it ends all your other sessions.">
      <form ref={form} onSubmit={save} className="flex max-w-sm flex-col gap-4">
        {failure !== null && failure.param === undefined ? (
          <Callout tone="danger" role="alert">
            {failure.message}
          </Callout>
        ) : null}
        {/* Tells password managers whose password this is. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <Field label="Current password" required error={errorOf("currentPassword")}>
          <PasswordInput
            name="currentPassword"
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        </Field>
        <Field
          label="New password"
          required
          error={errorOf("newPassword")}
          hint="At least 12 characters. A few random words make a good one."
        >
          <PasswordInput
            name="newPassword"
            autoComplete="new-password"
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
        </Field>
        <Button type="submit" loading={pending} className="self-start">
          Change password
        </Button>
      </form>
    </Card>
  );
}

function endedSentence(ended: number): string {
  if (ended === 0) return "No other session was open.";
  return ended === 1 ? "One other session was ended." : `${ended} other sessions were ended.`;
}
