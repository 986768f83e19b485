import { and, asc, eq, or } from "drizzle-orm";
import type { Database, Transaction } from "@/db/client";
import { savedViews } from "@/db/schema/saved-views";
import type { Ctx } from "@/lib/context";
import { SAVED_VIEWS_MAX, type SavedView, type ViewRoom } from "./contract";

const COLUMNS = {
  id: savedViews.id,
  room: savedViews.room,
  name: savedViews.name,
  query: savedViews.query,
  isShared: savedViews.isShared,
  userId: savedViews.userId,
  createdAt: savedViews.createdAt,
};

/** The views of a room that whoever asks may see: their own and those for everyone, oldest first. A program sees the latter. */
export async function listSavedViews(ctx: Ctx, room: ViewRoom): Promise<SavedView[]> {
  return ctx.db
    .select(COLUMNS)
    .from(savedViews)
    .where(and(eq(savedViews.accountId, ctx.accountId), eq(savedViews.room, room), isSeenBy(ctx)))
    .orderBy(asc(savedViews.id))
    .limit(SAVED_VIEWS_MAX);
}

/** What somebody may see: views for everyone, and their own. */
export function isSeenBy({ actor }: Pick<Ctx, "actor">) {
  const isShared = eq(savedViews.isShared, true);
  return actor.kind === "user" ? or(isShared, eq(savedViews.userId, actor.userId)) : isShared;
}

/** How many views a room of the account holds, everybody's together. */
export async function countSavedViews(
  ctx: Pick<Ctx, "accountId"> & { db: Database | Transaction },
  room: ViewRoom,
): Promise<number> {
  return ctx.db.$count(savedViews, and(eq(savedViews.accountId, ctx.accountId), eq(savedViews.room, room)));
}
