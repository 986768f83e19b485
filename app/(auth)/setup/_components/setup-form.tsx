"use client";

import { type ReactNode, useActionState, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import { setupAction } from "../../actions";

const FIELDS = ["name", "email", "password"];

/** Creates the owner account. What was typed survives a refusal. */
export function SetupForm({ token }: { token: string }) {
  const [state, action, pending] = useActionState(setupAction, null);
  const [typed, setTyped] = useState({ name: "", email: "", password: "" });
  const error = state?.error;
  const isFieldError = FIELDS.includes(error?.param ?? "");
  const errorOf = (field: string): ReactNode => (error?.param === field ? error.message : null);
  const control = (name: keyof typeof typed) => ({
    name,
    value: typed[name],
    onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
  });
  return (
    <form action={action} className="flex flex-col gap-4">
      <FormFailure failure={isFieldError ? null : (error ?? null)} />
      <input type="hidden" name="token" value={token} />
      <Field label="Name (optional)" error={errorOf("name")}>
        <Input {...control("name")} autoComplete="name" autoFocus />
      </Field>
      <Field label="E-mail" required error={errorOf("email")}>
        <Input {...control("email")} type="email" autoComplete="username" />
      </Field>
      <Field
        label="Password"
        required
        error={errorOf("password")}
        hint="At least 12 characters. A few random words make a good one."
      >
        <PasswordInput {...control("password")} autoComplete="new-password" />
      </Field>
      <Button type="submit" variant="primary" size="lg" loading={pending}>
        Create owner account
      </Button>
    </form>
  );
}
