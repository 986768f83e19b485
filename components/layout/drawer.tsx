"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { buttonStyles } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { dialogBackdropStyles } from "@/components/ui/dialog-styles";
import { Brand } from "./brand";

/** The navigation of phones, a modal dialog from the left edge. Loaded when it opens for the first time. */
export default function Drawer({
  open,
  onOpenChange,
  foot,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  foot: ReactNode;
  children: ReactNode;
}) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={dialogBackdropStyles} />
        <Base.Popup className="fixed inset-y-0 left-0 z-40 flex w-72 max-w-[85vw] flex-col border-line border-r bg-surface text-ink outline-none transition-transform data-ending-style:-translate-x-full data-starting-style:-translate-x-full">
          <div className="flex h-12 shrink-0 items-center justify-between pr-1 pl-4">
            <Base.Title className="sr-only">Navigation</Base.Title>
            <Brand />
            <Base.Close
              aria-label="Close navigation"
              className={cn(buttonStyles({ variant: "ghost", size: "icon" }), "size-10")}
            >
              <X aria-hidden="true" className="size-5" />
            </Base.Close>
          </div>
          <div className="flex-1 overflow-y-auto p-2">{children}</div>
          <div className="border-line border-t p-2 pb-[calc(0.5rem+env(safe-area-inset-bottom))]">{foot}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
