"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { buttonStyles } from "./button";
import { cn } from "./cn";
import { CloseDialog } from "./dialog-close";
import { dialogBackdropStyles, dialogPopupStyles } from "./dialog-styles";

/** Why a dialog wants to close. */
export type CloseReason = "escape" | "outside" | "button" | "other";

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onCloseRequest?: ((reason: CloseReason) => boolean) | undefined;
  title: ReactNode;
  description?: ReactNode;
  size?: "sm" | "md" | "lg";
  children: ReactNode;
} & Pick<ComponentProps<typeof Base.Popup>, "initialFocus" | "finalFocus">;

const REASONS: Partial<Record<string, CloseReason>> = {
  "escape-key": "escape",
  "outside-press": "outside",
  "focus-out": "outside",
  "close-press": "button",
};

const SIZES = { sm: "md:max-w-md", md: "md:max-w-xl", lg: "md:max-w-3xl" };

/** The dialog itself, in its own file so that it is loaded when one opens for the first time. Use `Dialog`. */
export default function DialogRoot(props: DialogProps) {
  const { open, onOpenChange, onCloseRequest, title, description, size = "md", children } = props;
  const mayClose = (reason: CloseReason) => onCloseRequest?.(reason) !== false;
  return (
    <Base.Root
      open={open}
      onOpenChange={(next, details) => {
        if (next || mayClose(REASONS[details.reason] ?? "other")) onOpenChange(next);
        else details.cancel();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={dialogBackdropStyles} />
        <Base.Popup
          initialFocus={props.initialFocus}
          finalFocus={props.finalFocus}
          className={cn(dialogPopupStyles, SIZES[size])}
        >
          <header className="flex items-start justify-between gap-4 px-5 pt-5 pb-1">
            <div className="min-w-0">
              <Base.Title className="break-words text-base">{title}</Base.Title>
              {description ? (
                <Base.Description className="mt-1 text-muted">{description}</Base.Description>
              ) : null}
            </div>
            <Base.Close
              aria-label="Close"
              className={cn(buttonStyles({ variant: "ghost", size: "icon" }), "-mt-1.5 -mr-2 order-last")}
            >
              <X aria-hidden="true" className="size-4" />
            </Base.Close>
          </header>
          <CloseDialog
            value={() => {
              if (mayClose("button")) onOpenChange(false);
            }}
          >
            {children}
          </CloseDialog>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
