import type { Ctx } from "@/lib/context";
import type { ViewRoom } from "@/lib/saved-views/contract";
import { listSavedViews } from "@/lib/saved-views/queries";
import { SavedViewsMenu } from "./saved-views-menu";

/**
 * The views of a page under their names. `query` is what the page shows now, the part of its address behind the question mark
 * without what only says where on the page one is.
 */
export async function SavedViews({
  ctx,
  room,
  path,
  query,
}: {
  ctx: Ctx;
  room: ViewRoom;
  path: string;
  query: string;
}) {
  const views = await listSavedViews(ctx, room);
  const isOwn = (userId: string) => ctx.actor.kind === "user" && ctx.actor.userId === userId;
  return (
    <SavedViewsMenu
      room={room}
      path={path}
      query={query}
      views={views.map(({ id, name, query: saved, isShared, userId }) => ({
        id,
        name,
        query: saved,
        isShared,
        isOwn: isOwn(userId),
      }))}
    />
  );
}
