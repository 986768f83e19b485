import type { ReactNode } from "react";

/** What only a screen can show, such as a form: it is left out of the page's Markdown. */
export function OnScreen({ children }: { children: ReactNode }) {
  return children;
}
