"use client";

import {
  type ComponentProps,
  cloneElement,
  type FocusEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { TooltipBox } from "./tooltip-box";

const CLOSE_MS = 120;

type Child = ReactElement<ComponentProps<"button">>;

/**
 * A few words about its child on hover and on focus; Esc dismisses it, and it can itself be hovered. The child must
 * be one focusable element and must make sense without it. Never put a control inside. Our own, because every time
 * and icon on a page has one and the library's costs more than all of them together.
 */
export function Tooltip({
  content,
  side = "top",
  delayMs = 300,
  children,
}: {
  content: ReactNode;
  side?: "top" | "bottom";
  delayMs?: number;
  children: Child;
}) {
  const id = useId();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  useEffect(() => () => clearTimeout(timer.current), []);

  function after(ms: number, next: HTMLElement | null) {
    clearTimeout(timer.current);
    if (ms === 0) setAnchor(next);
    else timer.current = setTimeout(() => setAnchor(next), ms);
  }
  const { props } = children;
  return (
    <>
      {cloneElement(children, {
        "aria-describedby":
          [props["aria-describedby"], anchor ? id : ""].filter(Boolean).join(" ") || undefined,
        onPointerEnter: (event: PointerEvent<HTMLButtonElement>) => {
          props.onPointerEnter?.(event);
          if (event.pointerType !== "touch") after(delayMs, event.currentTarget);
        },
        onPointerLeave: (event: PointerEvent<HTMLButtonElement>) => {
          props.onPointerLeave?.(event);
          after(CLOSE_MS, null);
        },
        onFocus: (event: FocusEvent<HTMLButtonElement>) => {
          props.onFocus?.(event);
          if (event.currentTarget.matches(":focus-visible")) after(0, event.currentTarget);
        },
        onBlur: (event: FocusEvent<HTMLButtonElement>) => {
          props.onBlur?.(event);
          after(0, null);
        },
        onPointerDown: (event: PointerEvent<HTMLButtonElement>) => {
          props.onPointerDown?.(event);
          after(0, null);
        },
      })}
      {anchor ? (
        <TooltipBox
          id={id}
          anchor={anchor}
          side={side}
          onEnter={() => clearTimeout(timer.current)}
          onLeave={() => after(CLOSE_MS, null)}
          onDismiss={() => after(0, null)}
        >
          {content}
        </TooltipBox>
      ) : null}
    </>
  );
}
