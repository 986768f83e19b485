"use client";

import { useShortcut } from "@/components/ui/use-shortcut";

/** J and K move the focus from row to row while no panel is open; Enter then opens one, as it does any link. */
export function RowKeys() {
  useShortcut("j", () => step(1));
  useShortcut("k", () => step(-1));
  return null;
}

function step(by: 1 | -1): void {
  const rows: Array<Element | null> = [...document.querySelectorAll("a[data-log-row]")];
  const at = rows.indexOf(document.activeElement);
  const next = rows[at < 0 ? 0 : at + by];
  if (next instanceof HTMLElement) next.focus();
}
