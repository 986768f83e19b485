import { isUuid, type RequestId } from "@/lib/core/ids";
import type { LogStop } from "./contract";
import { startOf } from "./id-range";

/** A millisecond's first and last UUIDv7 behind the 12 digits that say which one it is (RFC 9562 section 5.7). */
const FIRST = "-7000-8000-000000000000";
const LAST = "-7fff-bfff-ffffffffffff";

/**
 * A stop at an end of a range of ids. Such an end is where a moment begins (`lowestIdAt`) or the number before it, neither of which
 * is a UUID, so that no door takes it: it becomes the nearest id that a request can have, on the same side of every row.
 */
export function stopAt(id: string): LogStop {
  const isLastOfMoment = id.endsWith("ffff");
  const known = isUuid(id) ? id : `${id.slice(0, 13)}${isLastOfMoment ? LAST : FIRST}`;
  return { id: known as RequestId, at: startOf(id) };
}
