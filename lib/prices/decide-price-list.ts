import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { priceLists } from "@/db/schema/prices";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { findFirstAccountId, isOperator } from "@/lib/operator/queries";
import { lockPriceLists, raiseAllConfigVersions } from "./propose-price-list";
import { refreshHeldPrices } from "./refresh-held-prices";

/** Which list, by the name of its source. */
export type PriceListRef = { source: string };

/**
 * Makes a proposed or declined list hold for requests that start from now on; what is in the log keeps its cost. Throws
 * `forbidden` for all but the owner of the instance, `not_found`, and `conflict` for a list that holds or was replaced.
 */
export async function acceptPriceList(ctx: Ctx, { source }: PriceListRef): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await decidable(tx, ctx, source, ["proposed", "declined"]);
    const [before] = await tx
      .update(priceLists)
      .set({ status: "replaced" })
      .where(eq(priceLists.status, "accepted"))
      .returning({ source: priceLists.source });
    await decide(tx, ctx, source, "accepted");
    await raiseAllConfigVersions(tx);
    await recordChange(tx, ctx, {
      action: "price_list.accepted",
      subject: { kind: "price_list", id: null, name: source },
      before: { holds: before?.source ?? null },
      after: { holds: source },
    });
  });
  await refreshHeldPrices(ctx.db);
}

/** Leaves the prices as they are. Throws as `acceptPriceList` does. */
export async function declinePriceList(ctx: Ctx, { source }: PriceListRef): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await decidable(tx, ctx, source, ["proposed"]);
    await decide(tx, ctx, source, "declined");
    await recordChange(tx, ctx, {
      action: "price_list.declined",
      subject: { kind: "price_list", id: null, name: source },
      before: null,
      after: { declined: source },
    });
  });
}

/**
 * True for those who decide over the list prices of the whole instance: the operator, and the owner of the first account or a key
 * of it.
 */
export async function mayDecide(
  ctx: Pick<Ctx, "accountId" | "actor"> & { db: Ctx["db"] | Transaction },
): Promise<boolean> {
  if (await isOperator(ctx)) return true;
  return ctx.actor.kind === "key" && (await findFirstAccountId(ctx.db)) === ctx.accountId;
}

async function decidable(
  tx: Transaction,
  ctx: Ctx,
  source: string,
  from: ReadonlyArray<(typeof priceLists.$inferSelect)["status"]>,
): Promise<void> {
  await lockPriceLists(tx);
  const [list] = await tx
    .select({ status: priceLists.status })
    .from(priceLists)
    .where(eq(priceLists.source, source));
  if (list === undefined) throw new AppError("not_found", "There is no list of prices with this name.");
  if (!(await mayDecide({ ...ctx, db: tx }))) {
    throw new AppError("forbidden", "Only the owner of this instance decides over its list prices.");
  }
  if (!from.includes(list.status)) {
    throw new AppError("conflict", `This list of prices is ${list.status} already.`);
  }
}

async function decide(
  tx: Transaction,
  ctx: Ctx,
  source: string,
  status: "accepted" | "declined",
): Promise<void> {
  const decidedByUserId = ctx.actor.kind === "user" ? ctx.actor.userId : null;
  await tx
    .update(priceLists)
    .set({ status, decidedAt: ctx.clock.now(), decidedByUserId })
    .where(eq(priceLists.source, source));
}
