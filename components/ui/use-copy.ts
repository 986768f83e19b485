"use client";

import { browserWays, copyText } from "./copy-text";
import { MAIN_ID } from "./skip-link";
import { useToasts } from "./toast";

/** Copies a text from a menu and says so in a toast; where the browser refuses, it shows the text to copy by hand. */
export function useCopy(): (text: string, done: string) => Promise<void> {
  const toasts = useToasts();
  return async (text, done) => {
    const beside = document.getElementById(MAIN_ID)?.firstElementChild;
    const ways = browserWays(beside instanceof HTMLElement ? beside : document.body, () => null);
    if ((await copyText(text, ways)) === "copied") toasts.add({ title: done });
    else toasts.add({ title: "The browser refused to copy", description: text, kind: "error" });
  };
}
