import { eq, sql } from "drizzle-orm";
import type { Database, Transaction } from "@/db/client";
import { accounts } from "@/db/schema/accounts";
import { priceLists } from "@/db/schema/prices";
import type { Clock } from "@/lib/core/time";
import { bundledList, type PriceList } from "./bundled-list";
import { listDifferences } from "./list-differences";
import { mergeLists } from "./merge-lists";
import { refreshHeldPrices } from "./refresh-held-prices";

type ListStatus = (typeof priceLists.$inferSelect)["status"];

/**
 * Lays the list that this version of the product brings before the owner of the instance. The first list ever holds at once, and
 * so does one that only adds models: a price where there was none harms nobody. One that changes or takes away prices is proposed
 * and holds when it is accepted. Several instances at once come to one answer, which is returned. Does nothing for a list that is
 * known already.
 */
export async function proposePriceList(
  db: Database,
  clock: Clock,
  list: PriceList = bundledList(),
): Promise<ListStatus> {
  const answer = await db.transaction(async (tx): Promise<ListStatus> => {
    await lockPriceLists(tx);
    const { source } = list;
    const [known] = await tx.select().from(priceLists).where(eq(priceLists.source, source));
    if (known !== undefined) return known.status;
    const [accepted] = await tx.select().from(priceLists).where(eq(priceLists.status, "accepted"));
    const merged = mergeLists(accepted?.prices ?? null, list);
    const changes = accepted === undefined ? [] : listDifferences(accepted.prices, merged.prices);
    const status = changes.some(({ kind }) => kind !== "new") ? "proposed" : "accepted";
    const now = clock.now();
    await tx.update(priceLists).set({ status: "replaced" }).where(eq(priceLists.status, status));
    await tx
      .insert(priceLists)
      .values({ ...merged, status, createdAt: now, decidedAt: status === "accepted" ? now : null });
    if (status === "accepted") await raiseAllConfigVersions(tx);
    return status;
  });
  await refreshHeldPrices(db);
  return answer;
}

/** Makes those who change which list holds wait for each other. */
export async function lockPriceLists(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('price lists', 0))`);
}

/** Tells all instances to read the prices of every account again, the accepted list with them. */
export async function raiseAllConfigVersions(tx: Transaction): Promise<void> {
  // In one order, so that two who do so cannot wait for each other in a circle.
  await tx.execute(sql`select from accounts order by id for update`);
  await tx.update(accounts).set({ configVersion: sql`${accounts.configVersion} + 1` });
}
