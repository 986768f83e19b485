import type { Ctx } from "@/lib/context";
import { listGates } from "@/lib/gates/queries";
import { listKeys } from "@/lib/keys/queries";
import { lastThirtyDays } from "@/lib/usage/contract";
import type { HolderChoices } from "../_spending/holder-field";

/** More keys than this a list cannot be chosen from; the others are limited on their own pages. */
const MOST_KEYS = 200;

/** What a new limit can be of, besides the account: its gates, and the keys that were used last. */
export async function loadHolderChoices(ctx: Ctx): Promise<HolderChoices> {
  const [gates, keys] = await Promise.all([
    listGates(ctx),
    listKeys(ctx, {
      search: "",
      sort: "lastUsed",
      direction: "desc",
      cursor: null,
      limit: MOST_KEYS,
      includeUsageSince: lastThirtyDays(ctx.clock.now()).from,
    }),
  ]);
  return {
    gates: gates.map(({ id, name }) => ({ id, name })),
    keys: keys.items.filter(({ countsTests }) => !countsTests).map(({ id, name }) => ({ id, name })),
  };
}
