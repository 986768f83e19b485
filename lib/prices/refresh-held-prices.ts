import { eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { priceLists } from "@/db/schema/prices";
import { heldPrices, holdPrices } from "./held-prices";

/**
 * Makes the list that was accepted last hold in this process. It is read with the prices of an account, of which every admission
 * tells the state: whoever accepts a list raises that of all accounts, so no request is priced by another list than the ledger's.
 */
export async function refreshHeldPrices(db: Database): Promise<void> {
  const { source, decidedAt, prices, status } = priceLists;
  const key = sql<string>`${source} || ' ' || extract(epoch from ${decidedAt})::text`;
  const [accepted] = await db.select({ source, key }).from(priceLists).where(eq(status, "accepted"));
  if (accepted === undefined) return holdPrices(null);
  if (heldPrices()?.key === accepted.key) return;
  const [list] = await db.select({ prices }).from(priceLists).where(eq(source, accepted.source));
  if (list !== undefined) holdPrices({ ...accepted, prices: new Map(Object.entries(list.prices)) });
}
