import type { StreamTrial } from "./stream-trial";

const FEW_EVENTS = 10;

/**
 * Whether somebody between held a stream until it was whole: many events came in one piece, or in a few within a moment after a wait
 * for all of them. An answer of a few events says nothing.
 */
export function wasHeld({ events, pieces, waitMs, spanMs }: Omit<StreamTrial, "failure">): boolean {
  if (events < FEW_EVENTS) return false;
  return pieces <= 2 || (pieces * 5 < events && spanMs < waitMs / 20);
}
