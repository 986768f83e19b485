import type { ReactNode } from "react";
import { inARow } from "./in-a-row";

/** A sentence of the document; what stands in backticks is code. */
export function Words({ children }: { children: string }): ReactNode {
  const parts = children.split("`");
  // biome-ignore lint/correctness/useJsxKeyInIterable: they are put in a row without keys
  return inARow(parts.map((part, place) => (place % 2 === 1 ? <code>{part}</code> : part)));
}
