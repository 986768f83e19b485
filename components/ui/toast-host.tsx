"use client";

import { Toast as Base } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { buttonStyles } from "./button";
import { cn } from "./cn";

const SUCCESS_MS = 5_000;
const ACTION_MS = 10_000;
const UNTIL_DISMISSED = 0;
/** A live region announces only what arrives after it stands in the page. */
const REGION_READY_MS = 50;

export type ToastContent = {
  title: string;
  description?: ReactNode;
  /** For example Undo. The toast then stays 10 s, and closes when the action is chosen. */
  action?: { label: string; onPress: () => void };
  /** How long the action is there, in milliseconds, when that is not 10 s. */
  actionMs?: number;
  /** "error" stays until it is dismissed and is announced at once. Errors that need a fix belong inline instead. */
  kind?: "success" | "error";
};

export type ShowToast = (id: string, content: ToastContent) => void;
export type ToastApi = { show: ShowToast; close: (id: string) => void };

/**
 * Where toasts appear: at the top of a phone, where dialogs rise from the bottom edge and have their buttons there. This
 * file is loaded with the first toast; use `ToastProvider` and `useToasts`.
 */
export default function ToastHost({ onReady }: { onReady: (api: ToastApi) => void }) {
  return (
    <Base.Provider timeout={SUCCESS_MS} limit={3}>
      <Announcer onReady={onReady} />
      <Base.Portal>
        <Base.Viewport className="fixed right-4 bottom-4 md:[html:has([data-savebar])_&]:bottom-20 z-50 flex w-90 max-w-[calc(100vw-2rem)] flex-col gap-2 max-md:top-[calc(0.5rem+env(safe-area-inset-top))] max-md:bottom-auto">
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function Announcer({ onReady }: { onReady: (api: ToastApi) => void }) {
  const { add, close } = Base.useToastManager();
  useEffect(() => {
    const show: ShowToast = (id, { title, description, action, actionMs = ACTION_MS, kind = "success" }) => {
      const timeout = kind === "error" ? UNTIL_DISMISSED : action ? actionMs : SUCCESS_MS;
      const onClick = () => {
        close(id);
        action?.onPress();
      };
      add({
        id,
        title,
        description,
        type: kind,
        priority: kind === "error" ? "high" : "low",
        timeout,
        ...(action && { actionProps: { children: action.label, onClick } }),
      });
    };
    const timer = setTimeout(() => onReady({ show, close }), REGION_READY_MS);
    return () => clearTimeout(timer);
  }, [add, close, onReady]);
  return null;
}

function ToastList() {
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      className="translate-x-(--toast-swipe-movement-x) rounded-md bg-raised text-ink shadow-elevated transition-opacity data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
    >
      <Base.Content className="flex items-start gap-3 p-3">
        {toast.type === "error" ? (
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-danger" />
        ) : (
          <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ok" />
        )}
        <div className="min-w-0 flex-1">
          <Base.Title render={<p />} className="break-words font-medium" />
          <Base.Description className="mt-0.5 break-words text-muted" />
        </div>
        {toast.actionProps ? (
          <Base.Action className={cn(buttonStyles({ variant: "secondary", size: "sm" }), "-my-1")} />
        ) : null}
        <Base.Close
          // Base hides it from assistive technology while toasts lie behind each other, which ours never do.
          aria-hidden={false}
          aria-label="Dismiss"
          className={cn(buttonStyles({ variant: "ghost", size: "icon" }), "-my-1 -mr-1 size-7")}
        >
          <X aria-hidden="true" className="size-4" />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}
