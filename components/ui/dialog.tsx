"use client";

import { type ComponentProps, lazy, Suspense } from "react";
import { cn } from "./cn";
import type { DialogProps } from "./dialog-root";
import { useLoadedOnce } from "./use-loaded-once";

export { DialogClose } from "./dialog-close";

const DialogRoot = lazy(() => import("./dialog-root"));

/**
 * A modal dialog, controlled by its caller. `onCloseRequest` is asked before Esc, a press outside or a close button
 * closes it; when it returns false the dialog stays (a secret is unsaved, a request is running). Focus goes to
 * `initialFocus` or the first control, and back to the opener, or to `finalFocus` when the opener is gone.
 * Put the buttons into `DialogFooter`; a `<form>` may wrap `DialogBody` and `DialogFooter` together.
 */
export function Dialog(props: DialogProps) {
  const loaded = useLoadedOnce(props.open);
  return loaded ? (
    <Suspense fallback={null}>
      <DialogRoot {...props} />
    </Suspense>
  ) : null;
}

/** The content of a dialog, with its padding. */
export function DialogBody({ className, ...rest }: ComponentProps<"div">) {
  return <div className={cn("flex flex-col gap-4 px-5 py-4", className)} {...rest} />;
}

/** The buttons of a dialog: Cancel first, the primary one last. Stays in sight while the content scrolls. */
export function DialogFooter({ className, ...rest }: ComponentProps<"footer">) {
  return (
    <footer
      className={cn(
        "sticky bottom-0 flex flex-wrap items-center justify-end gap-2 border-line border-t bg-raised px-5 py-3",
        className,
      )}
      {...rest}
    />
  );
}
