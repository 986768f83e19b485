import { only, type RequestFilter } from "@/lib/core/request-filter";
import type { ErrorGroup } from "@/lib/logs/contract";

/** What a cause leaves out stands as this. */
const PARTICULAR = "…";
/** A shorter piece of a message says nothing of its cause. */
const SHORTEST_PIECE = 8;
const LONGEST_SEARCH = 200;

/** The rows of a cause: its code, its provider, and the longest piece of its message that all of them share. */
export function filterOfGroup(
  filter: RequestFilter,
  { errorCode, provider, cause }: Pick<ErrorGroup, "errorCode" | "provider" | "cause">,
): RequestFilter {
  const piece = filter.search ?? sharedPiece(cause);
  return {
    ...filter,
    error: [errorCode],
    provider: only(provider),
    ...(piece === null ? {} : { search: piece }),
  };
}

function sharedPiece(cause: string | null): string | null {
  const pieces = (cause ?? "").split(PARTICULAR).map((piece) => piece.trim().slice(0, LONGEST_SEARCH).trim());
  const longest = pieces.reduce((best, piece) => (piece.length > best.length ? piece : best), "");
  return longest.length < SHORTEST_PIECE || /\p{Cc}/u.test(longest) ? null : longest;
}
