import type { Database } from "@/db/client";
import type { Ctx } from "@/lib/context";
import type { Clock } from "@/lib/core/time";
import { limitNews } from "./limit-news";
import { readWatched } from "./read-watched";
import { tellOver } from "./tell-over";
import { tellReached } from "./tell-reached";
import type { Watched } from "./watched-limit";

/**
 * Looks how the spending limits of all accounts stand at a moment of the database's clock. Tells each account, once, which percentages
 * are reached and which limits refuse calls, and ends what is over. Of thirty days only what was used since `since` is looked at. A
 * limit that cannot be told of keeps no other from it; what it threw comes at the end.
 */
export async function watchSpending(
  { db, clock }: { db: Database; clock: Clock },
  moments: { at: Date; since: Date },
): Promise<void> {
  const failures: unknown[] = [];
  for (const watched of await readWatched(db, moments)) {
    const { accountId } = watched.holder;
    const ctx: Ctx = { db, clock, accountId, actor: { kind: "system", name: "Spending" } };
    await tell(ctx, watched, moments.at).catch((error) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

async function tell(ctx: Ctx, { holder, limit, told }: Watched, at: Date): Promise<void> {
  if (limit === null) {
    for (const one of told) await tellOver(ctx, { holder, limit, told: one, stays: false });
    return;
  }
  const { over, reached } = limitNews(limit, told, at);
  for (const { told: one, stays } of over) await tellOver(ctx, { holder, limit, told: one, stays });
  for (const percent of reached) await tellReached(ctx, holder, limit, percent);
}
