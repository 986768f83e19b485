"use client";

import { useSyncExternalStore } from "react";

let key = "";
const listeners = new Set<() => void>();

/** The key that the reader pasted: in the memory of this tab until it is left or loaded again, and nowhere else. */
export function useKeyInMemory(): [key: string, set: (next: string) => void] {
  return [
    useSyncExternalStore(
      subscribe,
      () => key,
      () => "",
    ),
    set,
  ];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function set(next: string): void {
  key = next;
  for (const listener of listeners) listener();
}
