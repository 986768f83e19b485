import { eq } from "drizzle-orm";
import { accounts } from "@/db/schema/accounts";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";

/** The account's plan, the state of its provider keys and prices, and what it keeps of requests. Throws `not_found` when it was deleted. */
export async function accountState({ db, accountId }: Ctx) {
  const [account] = await db
    .select({ plan: accounts.plan, configVersion: accounts.configVersion, payloads: accounts.payloads })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  if (account === undefined) throw new AppError("not_found", "This account does not exist any more.");
  return account;
}
