"use client";

import { type RefObject, useEffect, useRef } from "react";

/** Keys that the charting library does not know, or means otherwise, while the plot has the focus: Enter and Escape. */
export function usePlotKeys(box: RefObject<HTMLDivElement | null>, onEnter: () => unknown): void {
  const latest = useRef(onEnter);
  useEffect(() => {
    latest.current = onEnter;
  });
  useEffect(() => {
    const host = box.current;
    const press = (event: KeyboardEvent) => {
      if (event.key === "Escape" && event.target instanceof SVGElement) event.target.blur();
      if (event.key !== "Enter") return;
      event.stopPropagation();
      latest.current();
    };
    host?.addEventListener("keydown", press, { capture: true });
    return () => host?.removeEventListener("keydown", press, { capture: true });
  }, [box]);
}
