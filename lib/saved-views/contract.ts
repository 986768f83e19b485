import { z } from "zod";
import type { SavedViewId, UserId } from "@/lib/core/ids";

export const VIEW_ROOMS = ["usage", "logs"] as const;
/** Whose page a view is one of. */
export type ViewRoom = (typeof VIEW_ROOMS)[number];

/** So many views a room of an account holds, everybody's together. */
export const SAVED_VIEWS_MAX = 200;
const QUERY_MAX_CHARACTERS = 8_000;

/** A view under a name, as somebody sees it who may. */
export type SavedView = {
  id: SavedViewId;
  room: ViewRoom;
  name: string;
  /** The part of the address behind the question mark; empty for what the page shows anyway. */
  query: string;
  isShared: boolean;
  /** Who saved it. */
  userId: UserId;
  createdAt: Date;
};

export const createSavedViewInput = z.strictObject({
  room: z.enum(VIEW_ROOMS, { error: `room: use one of ${VIEW_ROOMS.join(", ")}.` }),
  name: z.string({ error: "name: use text." }),
  query: z
    .string({ error: "query: use the part of an address behind the question mark." })
    .max(QUERY_MAX_CHARACTERS, { error: `query: use at most ${QUERY_MAX_CHARACTERS} characters.` }),
  isShared: z.boolean({ error: "isShared: use true or false." }).default(false),
});
export type CreateSavedViewInput = z.output<typeof createSavedViewInput>;

export const savedViewIdInput = z.strictObject({ viewId: z.string() });
export type SavedViewIdInput = z.output<typeof savedViewIdInput>;
