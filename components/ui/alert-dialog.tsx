"use client";

import { lazy, Suspense } from "react";
import type { AlertDialogProps } from "./alert-dialog-root";
import { useLoadedOnce } from "./use-loaded-once";

const AlertDialogRoot = lazy(() => import("./alert-dialog-root"));

/**
 * Asks before something that matters. The title is the question, the confirm button says the verb. Rendered inside
 * a `Dialog` it nests: Esc then closes only this layer. Cancel has the first focus when the act destroys something.
 * `children` may hold facts or a field; `extra` is another button, beside Cancel.
 */
export function AlertDialog(props: AlertDialogProps) {
  const loaded = useLoadedOnce(props.open);
  return loaded ? (
    <Suspense fallback={null}>
      <AlertDialogRoot {...props} />
    </Suspense>
  ) : null;
}
