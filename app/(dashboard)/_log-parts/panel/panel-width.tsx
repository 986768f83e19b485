"use client";

import { type KeyboardEvent, type PointerEvent, useSyncExternalStore } from "react";

const NARROWEST = 320;
const WIDEST = 880;
const USUAL = 448;
const STEP = 32;
const STORED = "layer-log-panel";

const listeners = new Set<() => void>();

/** How wide the panel is, in pixels, as this browser was last told. */
export function usePanelWidth(): { width: number; setWidth: (width: number) => void } {
  const width = useSyncExternalStore(subscribe, read, () => USUAL);
  return {
    width,
    setWidth(next) {
      try {
        localStorage.setItem(STORED, String(within(next)));
      } catch {
        // A browser that keeps nothing has the usual width.
      }
      for (const listener of listeners) listener();
    },
  };
}

/** The edge between list and panel: arrow keys, Home and End move it, and so does the pointer. */
export function PanelWidth({ width, onChange }: { width: number; onChange: (width: number) => void }) {
  function onKeyDown(event: KeyboardEvent) {
    const next = { ArrowLeft: width + STEP, ArrowRight: width - STEP, Home: NARROWEST, End: WIDEST }[
      event.key
    ];
    if (next === undefined) return;
    event.preventDefault();
    onChange(next);
  }
  function drag(event: PointerEvent<HTMLDivElement>) {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const right = event.currentTarget.parentElement?.getBoundingClientRect().right ?? 0;
    onChange(right - event.clientX);
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule between two parts that can be moved has children and a value
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the panel"
      aria-valuenow={width}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      aria-valuetext={`${width} pixels`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => onChange(USUAL)}
      className="absolute inset-y-0 -left-3 w-3 cursor-col-resize touch-none rounded-sm hover:bg-hover max-lg:hidden"
    />
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): number {
  try {
    const stored = Number(localStorage.getItem(STORED));
    return stored > 0 ? within(stored) : USUAL;
  } catch {
    return USUAL;
  }
}

function within(width: number): number {
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
}
