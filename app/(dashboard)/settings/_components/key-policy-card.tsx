"use client";

import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToasts } from "@/components/ui/toast";
import { DEFAULT_GUARD, GUARD_SIGNALS, type KeyGuard } from "@/lib/core/key-guard";
import type { KeyPolicy, LeakPolicy } from "@/lib/keys/policy/contract";
import { GuardFields } from "../../_guard/guard-fields";
import { updateKeyPolicyAction } from "../actions";
import { UNREACHABLE } from "./unreachable";

const ON_LEAK: ReadonlyArray<{ value: LeakPolicy; label: string }> = [
  { value: "notify", label: "Tell me; the key goes on working" },
  { value: "disable", label: "Disable it at once and tell me" },
  { value: "rotate", label: "Disable it at once and ask me to rotate it" },
];

/** What happens to keys without anybody asking. */
export function KeyPolicyCard({ policy }: { policy: KeyPolicy }) {
  const [onLeak, setOnLeak] = useState(policy.onLeak);
  const [quiet, setQuiet] = useState(String(policy.quietMinutes));
  const [guard, setGuard] = useState(policy.guard ?? DEFAULT_GUARD);
  const [failure, setFailure] = useState<{ message: string; isQuiet: boolean } | null>(null);
  const [pending, start] = useTransition();
  const toasts = useToasts();

  function save(event: FormEvent) {
    event.preventDefault();
    start(async () => {
      const quietMinutes = /^\d{1,6}$/.test(quiet.trim()) ? Number(quiet) : Number.NaN;
      const changes = { onLeak, quietMinutes, guard: isDefault(guard) ? null : guard };
      const result = await updateKeyPolicyAction(changes).catch(() => UNREACHABLE);
      if (result.ok) toasts.add({ title: "Policy for keys saved" });
      setFailure(result.ok ? null : failureOf(result.error));
    });
  }

  return (
    <Card title="Keys" description="What is done about keys without anybody asking.">
      <form noValidate onSubmit={save} className="flex max-w-md flex-col gap-4">
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-2 font-medium text-sm">When a scanner reports a key of this account</legend>
          {ON_LEAK.map(({ value, label }) => (
            <label key={value} className="inline-flex min-h-7 items-center gap-2 text-sm">
              <input
                type="radio"
                name="on-leak"
                value={value}
                checked={onLeak === value}
                onChange={() => setOnLeak(value)}
                className="size-4 accent-accent"
              />
              {label}
            </label>
          ))}
        </fieldset>
        <Field
          label="Quiet time in minutes"
          hint="An old secret that nobody sent for this long looks safe to stop."
          error={failure?.isQuiet ? failure.message : null}
        >
          <Input
            inputMode="numeric"
            value={quiet}
            onChange={({ target }) => setQuiet(target.value)}
            className="max-w-28"
          />
        </Field>
        <fieldset className="flex flex-col gap-4">
          <legend className="mb-1 font-medium text-sm">How keys are watched</legend>
          <p className="text-muted text-sm">
            Holds for every key without a guard of its own. Tell raises an alert; Pause also disables the key
            until somebody enables it again.
          </p>
          <GuardFields guard={guard} onChange={setGuard} />
        </fieldset>
        {failure === null || failure.isQuiet ? null : (
          <Callout tone="danger" role="alert" title={failure.message} />
        )}
        <Button type="submit" loading={pending} className="self-start">
          Save policy
        </Button>
      </form>
    </Card>
  );
}

function failureOf({ message, param }: { message: string; param?: string | undefined }) {
  const isQuiet = param === "quietMinutes";
  return { message: isQuiet ? message.replace(/^quietMinutes: u/, "U") : message, isQuiet };
}

function isDefault(guard: KeyGuard): boolean {
  return GUARD_SIGNALS.every((signal) => guard[signal] === DEFAULT_GUARD[signal]);
}
