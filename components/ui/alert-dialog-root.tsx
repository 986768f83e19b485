"use client";

import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { type ComponentProps, type ReactNode, useRef } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { DialogBody, DialogFooter } from "./dialog";
import { dialogBackdropStyles, dialogPopupStyles } from "./dialog-styles";

export type AlertDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  confirmLabel: ReactNode;
  cancelLabel?: ReactNode;
  onConfirm: () => void;
  danger?: boolean;
  loading?: boolean;
  extra?: ReactNode;
  children?: ReactNode;
} & Pick<ComponentProps<typeof Base.Popup>, "finalFocus">;

/** The dialog itself, in its own file so that it is loaded when one opens for the first time. Use `AlertDialog`. */
export default function AlertDialogRoot(props: AlertDialogProps) {
  const { open, onOpenChange, title, description, danger = false, loading = false, children } = props;
  const cancel = useRef<HTMLButtonElement>(null);
  const confirm = useRef<HTMLButtonElement>(null);
  return (
    <Base.Root
      open={open}
      onOpenChange={(next, details) => {
        if (!next && loading) details.cancel();
        else onOpenChange(next);
      }}
    >
      <Base.Portal>
        <Base.Backdrop forceRender className={dialogBackdropStyles} />
        <Base.Popup
          initialFocus={danger ? cancel : confirm}
          finalFocus={props.finalFocus}
          className={cn(dialogPopupStyles, "md:max-w-md")}
        >
          <DialogBody className="gap-2">
            <Base.Title className="break-words text-base">{title}</Base.Title>
            {description ? <Base.Description className="text-muted">{description}</Base.Description> : null}
            {children}
          </DialogBody>
          <DialogFooter>
            <Base.Close render={<Button ref={cancel} />}>{props.cancelLabel ?? "Cancel"}</Base.Close>
            {props.extra}
            <Button
              ref={confirm}
              variant={danger ? "danger" : "primary"}
              loading={loading}
              onClick={props.onConfirm}
            >
              {props.confirmLabel}
            </Button>
          </DialogFooter>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
