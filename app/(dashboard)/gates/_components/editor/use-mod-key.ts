"use client";

import { useEffect, useEffectEvent } from "react";

/** Runs `action` on ⌘ or Ctrl with a key, wherever the focus is; a dialog above the page keeps its keys. */
export function useModKey(key: string, action: () => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const isIt = event.key.toLowerCase() === key && (event.metaKey || event.ctrlKey);
    if (!isIt || event.altKey || event.shiftKey || event.isComposing || event.repeat) return;
    const within =
      event.target instanceof Element && event.target.closest("[role=dialog], [role=alertdialog]");
    event.preventDefault();
    if (!within) action();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
