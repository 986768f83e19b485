import { savedViews } from "@/db/schema/saved-views";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { newId, type SavedViewId } from "@/lib/core/ids";
import { nameRule } from "@/lib/core/name-rule";
import { checkedQuery } from "./checked-query";
import { type CreateSavedViewInput, SAVED_VIEWS_MAX, type SavedView } from "./contract";
import { countSavedViews } from "./queries";
import { viewFields, viewSubject } from "./view-fields";

/**
 * Keeps a view under a name, for the person who acts or for everyone in the account. Throws `invalid_field` (param `name` or
 * `query`), `conflict` when the room holds 200 already, and `forbidden` for whoever is no person.
 */
export async function createSavedView(ctx: Ctx, input: CreateSavedViewInput): Promise<SavedView> {
  const { room, isShared } = input;
  const { accountId, actor } = ctx;
  if (actor.kind !== "user") throw new AppError("forbidden", "Views are saved by people.");
  const name = checkedName(input.name);
  const query = checkedQuery(room, input.query);
  const now = ctx.clock.now();
  const view = {
    id: newId<SavedViewId>(now.getTime()),
    room,
    name,
    query,
    isShared,
    userId: actor.userId,
    createdAt: now,
  };
  await ctx.db.transaction(async (tx) => {
    await tx.insert(savedViews).values({ accountId, ...view });
    await recordChange(tx, ctx, {
      action: "saved_view.created",
      subject: viewSubject(view),
      after: viewFields(view),
    });
    // Counted after the entry, for which those who change one account wait for each other.
    if ((await countSavedViews({ accountId, db: tx }, room)) > SAVED_VIEWS_MAX) throw tooMany();
  });
  return view;
}

function checkedName(given: string): string {
  const name = given.trim();
  const fault = nameRule(name, "Give the view a name.");
  if (fault !== null) throw new AppError("invalid_field", fault, { param: "name" });
  return name;
}

function tooMany(): AppError {
  return new AppError("conflict", `There are ${SAVED_VIEWS_MAX} views already. Delete one first.`);
}
