"use client";

import { useEffectEvent, useLayoutEffect } from "react";

/** Runs `action` when a single key is pressed anywhere but in a field, a dialog or an open menu. */
export function useShortcut(key: string, action: () => void): void {
  useKeyDown((event) => event.key.toLowerCase() === key && isBare(event) && !isBusy(event.target), action);
}

/** Runs `action` on ⌘ K and Ctrl K, wherever the focus is. */
export function useCommandK(action: () => void): void {
  const isCommandK = (event: KeyboardEvent) =>
    event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey;
  useKeyDown(isCommandK, action);
}

function useKeyDown(isMeant: (event: KeyboardEvent) => boolean, action: () => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (!isMeant(event)) return;
    event.preventDefault();
    action();
  });
  // With the page and not after it: whoever sees it may press at once.
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}

/** A key alone, without a modifier, that nobody has taken yet. */
export function isBare(event: KeyboardEvent): boolean {
  const modified = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
  return !modified && !event.isComposing && !event.repeat && !event.defaultPrevented;
}

/** Whether keys are typed into something. A dialog and a menu hold the focus while they are open; a toast does not. */
export function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const elsewhere =
    "input, textarea, select, [role=combobox], [role=dialog], [role=alertdialog], [role=menu]";
  return target.isContentEditable || target.closest(elsewhere) !== null;
}
