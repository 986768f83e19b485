"use client";

import { useRouter } from "next/navigation";
import { Select } from "@/components/ui/select";
import { DOCS_GATE_COOKIE } from "./docs-gate-cookie";

/** Which of the reader's gates the examples call. */
export function GateChoice({ gate, gates }: { gate: string; gates: readonly string[] }) {
  const router = useRouter();
  const choose = (name: string) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is absent over plain HTTP.
    document.cookie = `${DOCS_GATE_COOKIE}=${encodeURIComponent(name)}; path=/docs; max-age=31536000; samesite=lax`;
    router.refresh();
  };
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: Select is one
    <label className="flex min-w-0 items-center gap-2 text-muted text-xs">
      <span className="shrink-0">Gate in examples</span>
      <Select
        value={gate}
        onChange={(event) => choose(event.target.value)}
        className="min-w-0 max-w-44 [&_select]:text-ellipsis"
      >
        {gates.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </Select>
    </label>
  );
}
