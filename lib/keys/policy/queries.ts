import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { keyPolicies } from "@/db/schema/keys";
import type { Ctx } from "@/lib/context";
import { DEFAULT_KEY_POLICY, type KeyPolicy } from "./contract";

/** What the account wants done about its keys; the default where it never said. */
export async function getKeyPolicy({
  db,
  accountId,
}: Pick<Ctx, "accountId"> & { db: Pick<Transaction, "select"> }): Promise<KeyPolicy> {
  const { onLeak, quietMinutes, guard } = keyPolicies;
  const [policy] = await db
    .select({ onLeak, quietMinutes, guard })
    .from(keyPolicies)
    .where(eq(keyPolicies.accountId, accountId));
  return policy ?? DEFAULT_KEY_POLICY;
}
