import { desc } from "drizzle-orm";
import { priceLists } from "@/db/schema/prices";
import type { Ctx } from "@/lib/context";
import { type ListDifference, listDifferences } from "./list-differences";

/** A list of prices of the instance, without the prices themselves. */
export type PriceListFacts = Pick<
  typeof priceLists.$inferSelect,
  "source" | "status" | "problems" | "createdAt" | "decidedAt"
> & { models: number };

/** The lists that the instance knows, and what the one that is proposed or was declined last would change. */
export type PriceListState = {
  /** Null on an instance that has not started since. */
  accepted: PriceListFacts | null;
  /** The newest list that does not hold and could; null when there is none. */
  candidate: (PriceListFacts & { differences: ListDifference[] }) | null;
  /** All of them, the newest first. */
  lists: PriceListFacts[];
};

/** Where the instance stands with its list prices. They belong to the instance, not to an account. */
export async function priceListState({ db }: Pick<Ctx, "db">): Promise<PriceListState> {
  const rows = await db
    .select()
    .from(priceLists)
    .orderBy(desc(priceLists.createdAt), desc(priceLists.source));
  const accepted = rows.find(({ status }) => status === "accepted");
  const open =
    rows.find(({ status }) => status === "proposed") ?? rows.find(({ status }) => status === "declined");
  const candidate =
    open === undefined
      ? null
      : { ...factsOf(open), differences: listDifferences(accepted?.prices ?? {}, open.prices) };
  return {
    accepted: accepted === undefined ? null : factsOf(accepted),
    candidate,
    lists: rows.map(factsOf),
  };
}

function factsOf(row: typeof priceLists.$inferSelect): PriceListFacts {
  const { source, status, problems, createdAt, decidedAt } = row;
  return { source, status, problems, createdAt, decidedAt, models: Object.keys(row.prices).length };
}
