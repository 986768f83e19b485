import { eq } from "drizzle-orm";
import { keyPolicies } from "@/db/schema/keys";
import type { Ctx } from "@/lib/context";
import type { KeyGuard } from "@/lib/core/key-guard";
import { guardOf } from "./guard-of";

/** How the account's keys are watched that have no guard of their own. */
export async function getAccountGuard({ db, accountId }: Ctx): Promise<KeyGuard> {
  const [policy] = await db
    .select({ guard: keyPolicies.guard })
    .from(keyPolicies)
    .where(eq(keyPolicies.accountId, accountId));
  return guardOf(null, policy?.guard ?? null);
}
