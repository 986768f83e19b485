import type { SavedView } from "./contract";

/** What the trail keeps of a view. */
export function viewFields({ room, query, isShared }: Pick<SavedView, "room" | "query" | "isShared">) {
  return { room, query, isShared };
}

/** What an entry is about. */
export function viewSubject({ id, name }: Pick<SavedView, "id" | "name">) {
  return { kind: "saved_view" as const, id, name };
}
