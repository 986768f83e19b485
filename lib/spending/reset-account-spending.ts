import type { Ctx } from "@/lib/context";
import { findAccountSpending } from "./queries";
import { refuseLimitedKey } from "./refuse-limited-key";
import { resetSpendingLimit } from "./reset-spending-limit";
import { noAccountSpending } from "./set-account-spending";

/** Lets the account's limit of thirty days begin anew. Throws `conflict` where there is none, and `scope_access`. */
export async function resetAccountSpending(ctx: Ctx): Promise<void> {
  refuseLimitedKey(ctx);
  const limit = await findAccountSpending(ctx);
  if (limit === null) throw noAccountSpending();
  await resetSpendingLimit(ctx, { limitId: limit.id });
}
