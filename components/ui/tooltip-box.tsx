"use client";

import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { layerHome } from "./layer-home";

const GAP_PX = 6;
const MARGIN_PX = 8;

/** Above or below the anchor, wherever there is room, and inside the window. Sizes and places are CSS pixels. */
export function tooltipPlace(
  anchor: { top: number; bottom: number; left: number; width: number },
  box: { width: number; height: number },
  page: { width: number; height: number },
  side: "top" | "bottom",
): { top: number; left: number } {
  const above = anchor.top - GAP_PX - box.height;
  const below = anchor.bottom + GAP_PX;
  const fitsAbove = above >= MARGIN_PX;
  const fitsBelow = below + box.height <= page.height - MARGIN_PX;
  const top =
    side === "top" ? (fitsAbove || !fitsBelow ? above : below) : fitsBelow || !fitsAbove ? below : above;
  const centred = anchor.left + anchor.width / 2 - box.width / 2;
  return { top, left: Math.max(MARGIN_PX, Math.min(centred, page.width - box.width - MARGIN_PX)) };
}

/** The words of a `Tooltip`. */
export function TooltipBox({
  id,
  anchor,
  side,
  onEnter,
  onLeave,
  onDismiss,
  children,
}: {
  id: string;
  anchor: HTMLElement;
  side: "top" | "bottom";
  onEnter: () => void;
  onLeave: () => void;
  onDismiss: () => void;
  children: ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!box.current) return;
    const page = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const { top, left } = tooltipPlace(
      anchor.getBoundingClientRect(),
      box.current.getBoundingClientRect(),
      page,
      side,
    );
    box.current.style.top = `${top}px`;
    box.current.style.left = `${left}px`;
  }, [anchor, side]);
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== "Escape") return;
      // One layer per press: a dialog below must not close with it.
      event.stopPropagation();
      onDismiss();
    }
    document.addEventListener("keydown", onKeyDown, true);
    window.addEventListener("scroll", onDismiss, true);
    return () => {
      document.removeEventListener("keydown", onKeyDown, true);
      window.removeEventListener("scroll", onDismiss, true);
    };
  }, [onDismiss]);

  return createPortal(
    <div
      ref={box}
      id={id}
      role="tooltip"
      onPointerEnter={onEnter}
      onPointerLeave={onLeave}
      className="fixed top-0 left-0 z-50 w-max max-w-72 text-balance rounded-md bg-raised px-2.5 py-1.5 text-left font-normal text-ink text-xs shadow-elevated"
    >
      {children}
    </div>,
    layerHome(anchor),
  );
}
