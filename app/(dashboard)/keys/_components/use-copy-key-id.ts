"use client";

import { browserWays, copyText } from "@/components/ui/copy-text";
import { MAIN_ID } from "@/components/ui/skip-link";
import { useToasts } from "@/components/ui/toast";

/** Copies a key's id and says so; where the browser refuses, it shows the id to copy by hand. */
export function useCopyKeyId(): (keyId: string) => void {
  const toasts = useToasts();
  return async (keyId) => {
    const beside = document.getElementById(MAIN_ID)?.firstElementChild;
    const ways = browserWays(beside instanceof HTMLElement ? beside : document.body, () => null);
    if ((await copyText(keyId, ways)) === "copied") toasts.add({ title: "Key id copied" });
    else toasts.add({ title: "The browser refused to copy", description: keyId, kind: "error" });
  };
}
