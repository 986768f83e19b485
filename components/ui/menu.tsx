"use client";

import {
  type ComponentProps,
  cloneElement,
  type KeyboardEvent,
  lazy,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  Suspense,
  useId,
  useState,
} from "react";
import type { ItemProps, LinkItemProps, RadioItemsProps } from "./menu-root";
import { useLoadedOnce } from "./use-loaded-once";

const load = () => import("./menu-root");
const MenuRoot = lazy(() => load().then((parts) => ({ default: parts.MenuRoot })));
const Item = lazy(() => load().then((parts) => ({ default: parts.Item })));
const LinkItem = lazy(() => load().then((parts) => ({ default: parts.LinkItem })));
const RadioItems = lazy(() => load().then((parts) => ({ default: parts.RadioItems })));

type Trigger = ReactElement<ComponentProps<"button">>;

/**
 * A list of commands that opens from its trigger, a `Button` or `<button>`. The list itself is loaded when the pointer
 * or the focus first reaches the trigger, so that a page full of menus stays light.
 */
export function Menu({
  trigger,
  align = "end",
  side = "bottom",
  className,
  onOpenChange,
  children,
}: {
  trigger: Trigger;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom";
  className?: string;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}) {
  const fallbackId = useId();
  const id = trigger.props.id ?? fallbackId;
  const [anchor, setAnchor] = useState<Element | null>(null);
  const [open, setOpen] = useState(false);
  const [byKeyboard, setByKeyboard] = useState(false);
  const loaded = useLoadedOnce(open);

  function change(next: boolean) {
    setOpen(next);
    onOpenChange?.(next);
  }
  function toggle(event: MouseEvent | KeyboardEvent) {
    setAnchor(event.currentTarget);
    // A click made by Enter or Space counts no presses of a pointer.
    setByKeyboard(event.detail === 0);
    change(!open);
  }

  return (
    <>
      {cloneElement(trigger, {
        id,
        "aria-haspopup": "menu",
        "aria-expanded": open,
        onPointerEnter: () => void load(),
        onFocus: () => void load(),
        onClick: toggle,
        onKeyDown: (event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          toggle(event);
        },
      })}
      {loaded ? (
        <Suspense fallback={null}>
          <MenuRoot
            open={open}
            onOpenChange={change}
            anchor={anchor}
            labelledBy={id}
            byKeyboard={byKeyboard}
            align={align}
            side={side}
            className={className}
          >
            {children}
          </MenuRoot>
        </Suspense>
      ) : null}
    </>
  );
}

/** One command. Ends in "…" when it asks something first. */
export function MenuItem(props: ItemProps) {
  return <Item {...props} />;
}

/** A menu row that goes somewhere. */
export function MenuLink(props: LinkItemProps) {
  return <LinkItem {...props} />;
}

/** A choice of one within a menu. */
export function MenuRadioGroup<Value extends string>({ onChange, ...rest }: RadioItemsProps<Value>) {
  function choose(next: string) {
    const chosen = rest.options.find(({ value }) => value === next);
    if (chosen) onChange(chosen.value);
  }
  return <RadioItems {...rest} onChange={choose} />;
}

export function MenuSeparator() {
  return <hr className="-mx-1 my-1 border-line" />;
}
