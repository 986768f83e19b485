"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import { type ComponentProps, type ReactNode, useEffect, useRef } from "react";
import { cn } from "./cn";
import { layerHome } from "./layer-home";
import { Link } from "./link";

const row =
  "flex h-8 select-none items-center gap-2 rounded-sm px-2 text-sm outline-none max-md:h-10 data-disabled:opacity-50 data-highlighted:bg-hover [&_svg]:size-4 [&_svg]:shrink-0";

/** The list of a menu, anchored to its trigger. This file is loaded when a menu is about to open; use `Menu`. */
export function MenuRoot({
  open,
  onOpenChange,
  anchor,
  labelledBy,
  byKeyboard,
  align,
  side,
  className,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  anchor: Element | null;
  labelledBy: string;
  /** Opened without a pointer: the first item then has the focus at once. */
  byKeyboard: boolean;
  align: "start" | "center" | "end";
  side: "top" | "bottom";
  className?: string | undefined;
  children: ReactNode;
}) {
  const popup = useRef<HTMLDivElement>(null);

  // The list leaves the page after its transition. A dialog that one of its commands opened may have the focus by then.
  function focusAfterwards() {
    const focused = document.activeElement;
    const movedOn = focused !== null && focused !== document.body && !popup.current?.contains(focused);
    if (movedOn) return false;
    return anchor instanceof HTMLElement ? anchor : true;
  }

  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal container={anchor ? layerHome(anchor) : null}>
        <Base.Positioner
          anchor={anchor}
          side={side}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-40"
        >
          <Base.Popup
            ref={popup}
            aria-labelledby={labelledBy}
            finalFocus={focusAfterwards}
            className={cn(
              "pop min-w-48 origin-(--transform-origin) rounded-md bg-raised p-1 text-ink shadow-elevated outline-none",
              className,
            )}
          >
            {byKeyboard ? <FirstItemFocus /> : null}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Moves the focus from the opened list to its first item, as a keyboard expects (WAI-ARIA practices, menu button). */
function FirstItemFocus() {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const list = mark.current?.parentElement;
    const toFirst = () => list?.querySelector<HTMLElement>("[role^=menuitem]")?.focus();
    list?.addEventListener("focus", toFirst, { once: true });
    return () => list?.removeEventListener("focus", toFirst);
  }, []);
  return <span ref={mark} hidden />;
}

export type ItemProps = Omit<ComponentProps<typeof Base.Item>, "className"> & {
  icon?: ReactNode;
  danger?: boolean;
  className?: string;
};

export function Item({ icon, danger = false, className, children, ...rest }: ItemProps) {
  return (
    <Base.Item className={cn(row, danger ? "text-danger" : "[&_svg]:text-subtle", className)} {...rest}>
      {icon}
      {children}
    </Base.Item>
  );
}

export type LinkItemProps = {
  href: string;
  icon?: ReactNode;
  /** True for a file that the browser saves. */
  isFile?: boolean | undefined;
  children: ReactNode;
};

export function LinkItem({ href, icon, isFile = false, children }: LinkItemProps) {
  // biome-ignore lint/a11y/useAnchorContent: the menu fills it
  const link = isFile ? <a href={href} download /> : <Link href={href} />;
  return (
    <Base.LinkItem closeOnClick render={link} className={cn(row, "[&_svg]:text-subtle")}>
      {icon}
      {children}
    </Base.LinkItem>
  );
}

export type RadioItemsProps<Value extends string> = {
  label: string;
  value: Value;
  options: ReadonlyArray<{ value: Value; label: string; icon?: ReactNode }>;
  onChange: (value: Value) => void;
};

export function RadioItems({ label, value, options, onChange }: RadioItemsProps<string>) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-1.5 pb-1 text-subtle text-xs">{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={(next: string) => onChange(next)}>
        {options.map((option) => (
          <Base.RadioItem key={option.value} value={option.value} className={cn(row, "[&_svg]:text-subtle")}>
            {option.icon}
            <span className="flex-1">{option.label}</span>
            <Base.RadioItemIndicator>
              <Check aria-hidden="true" />
            </Base.RadioItemIndicator>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}
