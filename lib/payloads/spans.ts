/** A part of a text, and what stands there instead. */
export type Span = { start: number; end: number; put: string };

/** The text with each span replaced. Spans are in order and do not overlap. */
export function applySpans(text: string, spans: readonly Span[]): string {
  return applyToPieces([text], spans)[0] ?? "";
}

/**
 * The same for a text that came in pieces: the spans are of the whole, and what takes the place of one stands in the piece that it
 * begins in.
 */
export function applyToPieces(pieces: readonly string[], spans: readonly Span[]): string[] {
  let next = 0;
  let offset = 0;
  return pieces.map((piece) => {
    const end = offset + piece.length;
    const parts: string[] = [];
    let at = offset;
    for (let span = spans[next]; span !== undefined && span.start < end; span = spans[next]) {
      if (span.start > at) parts.push(piece.slice(at - offset, span.start - offset));
      if (span.start >= offset) parts.push(span.put);
      at = Math.min(span.end, end);
      // It goes on in the piece that follows.
      if (span.end > end) break;
      next += 1;
    }
    parts.push(piece.slice(at - offset));
    offset = end;
    return parts.join("");
  });
}
