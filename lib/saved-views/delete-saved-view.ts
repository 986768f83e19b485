import { and, eq } from "drizzle-orm";
import { savedViews } from "@/db/schema/saved-views";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { isUuid, type SavedViewId } from "@/lib/core/ids";
import type { SavedViewIdInput } from "./contract";
import { isSeenBy } from "./queries";
import { viewFields, viewSubject } from "./view-fields";

/**
 * Deletes a view: one's own, or one for everyone, which anybody in the account may tidy away. Throws `not_found`, also for what
 * somebody else saved for themselves.
 */
export async function deleteSavedView(ctx: Ctx, { viewId }: SavedViewIdInput): Promise<void> {
  if (!isUuid(viewId)) throw notFound();
  const own = and(
    eq(savedViews.accountId, ctx.accountId),
    eq(savedViews.id, viewId as SavedViewId),
    isSeenBy(ctx),
  );
  await ctx.db.transaction(async (tx) => {
    const [view] = await tx.delete(savedViews).where(own).returning();
    if (view === undefined) throw notFound();
    await recordChange(tx, ctx, {
      action: "saved_view.deleted",
      subject: viewSubject(view),
      before: viewFields(view),
    });
  });
}

function notFound(): AppError {
  return new AppError("not_found", "There is no such view.");
}
