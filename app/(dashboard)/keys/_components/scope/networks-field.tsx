"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";

/** Addresses and networks, one to a line, with the viewer's own at hand. */
export function NetworksField({
  value,
  address,
  error,
  onChange,
}: {
  value: string;
  /** Undefined until it is known, null when nobody knows it. */
  address: string | null | undefined;
  error?: string | undefined;
  onChange: (value: string) => void;
}) {
  return (
    <div className="flex flex-col gap-2">
      <Field
        label="Networks"
        error={error}
        hint="Addresses or networks (203.0.113.0/24), one to a line. Empty is any. Behind a proxy that is not among the trusted ones, every caller has the proxy's address."
      >
        <Textarea rows={2} value={value} onChange={({ target }) => onChange(target.value)} />
      </Field>
      {address === null ? (
        <p className="text-subtle text-xs">Your own address is hidden from this server.</p>
      ) : null}
      {address ? (
        <Button
          size="sm"
          className="self-start"
          disabled={value.split(/[\s,]+/).includes(address)}
          onClick={() => onChange([value.trim(), address].filter((text) => text !== "").join("\n"))}
        >
          Add my address ({address})
        </Button>
      ) : null}
    </div>
  );
}
