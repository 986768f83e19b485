"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

type KeySelection = {
  selected: ReadonlySet<string>;
  select: (ids: string[], on: boolean) => void;
  /** Chooses these and no others. */
  choose: (ids: string[]) => void;
};

const SelectionContext = createContext<KeySelection | null>(null);

export function useKeySelection(): KeySelection {
  const selection = useContext(SelectionContext);
  if (selection === null) throw new Error("KeySelectionProvider is missing above this component.");
  return selection;
}

/** Holds which keys are chosen: health chooses them, the table shows them, the bar does something to them. */
export function KeySelectionProvider({ children }: { children: ReactNode }) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const selection = useMemo<KeySelection>(
    () => ({
      selected,
      select: (ids, on) =>
        setSelected((before) => {
          const next = new Set(before);
          for (const id of ids) {
            if (on) next.add(id);
            else next.delete(id);
          }
          return next;
        }),
      choose: (ids) => setSelected(new Set(ids)),
    }),
    [selected],
  );
  return <SelectionContext value={selection}>{children}</SelectionContext>;
}
