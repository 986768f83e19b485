"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useTransition } from "react";
import { useChip } from "./chip-context";

/** The parts of an address that a form leaves as they are. */
export type KeptParts = ReadonlyArray<readonly [name: string, value: string]>;

/**
 * A form whose fields are parts of the address. With a script it goes there without loading the page anew, several values of
 * one name put together and empty ones left out; without one the browser sends it as it is.
 */
export function AddressForm({
  path,
  kept,
  label,
  className,
  submitOnChange = false,
  children,
}: {
  path: string;
  kept: KeptParts;
  label: string;
  className?: string | undefined;
  /** For a form that is one choice: there is nothing to wait for. */
  submitOnChange?: boolean;
  children: ReactNode;
}) {
  const router = useRouter();
  const chip = useChip();
  const [pending, startTransition] = useTransition();

  function go(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const parts = new URLSearchParams();
    for (const [name, value] of new FormData(event.currentTarget)) {
      if (typeof value !== "string" || value.trim() === "") continue;
      const before = parts.get(name);
      parts.set(name, before === null ? value : `${before},${value}`);
    }
    const query = parts.toString();
    startTransition(() => router.push(query === "" ? path : `${path}?${query}`, { scroll: false }));
    chip.close();
  }

  return (
    <form
      action={path}
      method="get"
      aria-label={label}
      aria-busy={pending}
      onSubmit={go}
      onChange={(event) => {
        if (submitOnChange) event.currentTarget.requestSubmit();
      }}
      className={className}
    >
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}
