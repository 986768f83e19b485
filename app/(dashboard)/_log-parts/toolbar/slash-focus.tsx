"use client";

import { useShortcut } from "@/components/ui/use-shortcut";

/** `/` moves the focus to a field. */
export function SlashFocus({ target }: { target: string }) {
  useShortcut("/", () => document.getElementById(target)?.focus());
  return null;
}
