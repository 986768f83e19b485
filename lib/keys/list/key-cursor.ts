import { isUuid, type KeyId } from "@/lib/core/ids";
import { decodeCursor, encodeCursor } from "@/lib/core/pagination";
import type { KeySort, SortDirection } from "../contract";

/** A row's place in a sorted list: the value it is sorted by as text (null sorts last) and the id that breaks ties. */
export type KeyPosition = { value: string | null; id: KeyId };
export type KeyCursor = KeyPosition & { travel: "after" | "before" };
type Order = { sort: KeySort; direction: SortDirection };

/** Packs a place and whether the page lies after or before it. It fits only the order it was made for. */
export function encodeKeyCursor(order: Order, { travel, value, id }: KeyCursor): string {
  return encodeCursor([travel, order.sort, order.direction, value, id]);
}

/** Reads a cursor of this order; null for any other text, so that a junk URL shows the first page. */
export function decodeKeyCursor(order: Order, cursor: string | null): KeyCursor | null {
  const [travel, sort, direction, value, id] = (cursor === null ? null : decodeCursor(cursor, 5)) ?? [];
  if (travel !== "after" && travel !== "before") return null;
  if (sort !== order.sort || direction !== order.direction) return null;
  if (typeof id !== "string" || !isUuid(id)) return null;
  if (value === undefined || typeof value === "number" || !isValueOf(order.sort, value)) return null;
  return { travel, value, id: id as KeyId };
}

/** Postgres casts the value, so a forged one must not get as far as a failing cast. */
function isValueOf(sort: KeySort, value: string | null): boolean {
  if (value === null) return sort === "created" || sort === "lastUsed" || sort === "cost";
  if (sort === "created") return false;
  if (sort === "name") return !value.includes("\0");
  if (sort !== "lastUsed") return /^\d{1,30}$/.test(value);
  if (!/^[12]\d{3}-\d\d-\d\dT[\d:.]{12}Z$/.test(value)) return false;
  const moment = new Date(value);
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === value;
}
