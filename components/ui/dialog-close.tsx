"use client";

import { type ComponentProps, createContext, useContext } from "react";
import { Button } from "./button";

/** How a part of a dialog asks for its closing; set by the dialog around it. */
export const CloseDialog = createContext<() => void>(() => undefined);

/** A button inside a dialog that closes it, after `onCloseRequest` has agreed. */
export function DialogClose({ onClick, ...rest }: ComponentProps<typeof Button>) {
  const close = useContext(CloseDialog);
  return (
    <Button
      onClick={(event) => {
        onClick?.(event);
        if (!event.defaultPrevented) close();
      }}
      {...rest}
    />
  );
}
