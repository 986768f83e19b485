"use client";

import { usePathname } from "next/navigation";
import { CopyButton } from "@/components/ui/copy-button";

/** The page as Markdown: to copy, for whoever asks a language model, and to open. */
export function PageTools() {
  const address = `${usePathname()}.md`;
  return (
    <div className="flex items-center gap-2 print:hidden">
      <CopyButton value={() => markdownAt(address)} label="Copy as Markdown" />
      <a href={address} className="rounded-sm px-1 py-1 text-muted text-xs hover:text-ink hover:underline">
        Open as Markdown
      </a>
    </div>
  );
}

async function markdownAt(address: string): Promise<string> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.text();
}
