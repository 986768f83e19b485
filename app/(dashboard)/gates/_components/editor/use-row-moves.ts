"use client";

import { useLayoutEffect, useState } from "react";
import { type ModelRow, movedRow } from "./gate-form";

/** Which control of a line keeps the focus when the line has moved. */
export type RowControl = "model" | "up" | "down";

/** The id of a control of a line, the same wherever the line stands. */
export function controlId(key: number, control: RowControl): string {
  return `gate-model-${key}-${control}`;
}

/** Moves lines and keeps the focus in the one that moved: a browser drops it when the element changes its place. */
export function useRowMoves(rows: ModelRow[], onChange: (rows: ModelRow[]) => void) {
  const [focus, setFocus] = useState<string | null>(null);
  const [said, setSaid] = useState("");

  useLayoutEffect(() => {
    if (focus === null) return;
    document.getElementById(focus)?.focus();
    setFocus(null);
  }, [focus]);

  function move(from: number, to: number, control: RowControl) {
    const row = rows[from];
    const moved = movedRow(rows, from, to);
    if (row === undefined || moved === rows) return;
    onChange([...moved]);
    setFocus(controlId(row.key, control));
    setSaid(`${row.model || "The empty line"} is number ${to + 1} of ${rows.length} now.`);
  }

  return { move, said };
}
