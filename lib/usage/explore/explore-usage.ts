import type { Ctx } from "@/lib/context";
import type { ExploreAnswer, ExploreQuery } from "./contract";
import { exploredSpan } from "./explored-span";
import { readUsage } from "./read-usage";

/**
 * Usage by bar and series: every cell is the sum of the requests that started in its bar, as the log has them. A bar reaches from
 * its start to the next one, and all are there, filled with zeros where nothing happened. Everything is read as of one moment.
 * Throws `invalid_field` with the name of what cannot be answered.
 */
export async function exploreUsage(ctx: Ctx, query: ExploreQuery): Promise<ExploreAnswer> {
  return readUsage(ctx, query, exploredSpan(query));
}
