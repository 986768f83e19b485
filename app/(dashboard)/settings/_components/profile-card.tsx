"use client";

import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToasts } from "@/components/ui/toast";
import { renameUserAction } from "../actions";
import { UNREACHABLE } from "./unreachable";

/** Name and address of the signed-in person. */
export function ProfileCard({ name, email }: { name: string; email: string }) {
  const [typed, setTyped] = useState(name);
  const [error, setError] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const toasts = useToasts();

  function save(event: FormEvent) {
    event.preventDefault();
    start(async () => {
      const result = await renameUserAction({ name: typed }).catch(() => UNREACHABLE);
      setError(result.ok ? null : result.error.message);
      if (result.ok) toasts.add({ title: "Profile saved" });
    });
  }

  return (
    <Card title="Profile" description="How you appear here. The theme is in the account menu.">
      <form onSubmit={save} className="flex max-w-sm flex-col gap-4">
        <Field label="Name" error={error}>
          <Input
            name="name"
            autoComplete="name"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        <Field label="E-mail" hint="You sign in with this address. It cannot be changed here.">
          <Input value={email} readOnly className="bg-surface text-muted" />
        </Field>
        <Button type="submit" loading={pending} className="self-start">
          Save profile
        </Button>
      </form>
    </Card>
  );
}
