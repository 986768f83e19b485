import { and, eq, gt } from "drizzle-orm";
import type { Database } from "@/db/client";
import { accounts } from "@/db/schema/accounts";
import type { AccountId } from "@/lib/core/ids";
import { type ChainVerdict, verifyChain } from "./verify-chain";

const AT_ONCE = 1_000;

/** What `verifyChain` says of each account of the instance, or of one alone; nothing for an account that is not there. */
export async function* verifyChains(
  db: Database,
  only?: string,
): AsyncGenerator<{ accountId: AccountId } & ChainVerdict> {
  let last: AccountId | undefined;
  for (;;) {
    const page = await db
      .select({ accountId: accounts.id })
      .from(accounts)
      .where(
        and(
          only === undefined ? undefined : eq(accounts.id, only as AccountId),
          last === undefined ? undefined : gt(accounts.id, last),
        ),
      )
      .orderBy(accounts.id)
      .limit(AT_ONCE);
    for (const { accountId } of page) yield { accountId, ...(await verifyChain({ db, accountId })) };
    if (page.length < AT_ONCE) return;
    last = page.at(-1)?.accountId;
  }
}
