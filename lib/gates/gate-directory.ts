import { eq } from "drizzle-orm";
import { accounts } from "@/db/schema/accounts";
import type { Ctx } from "@/lib/context";
import { accountDirectory } from "@/lib/provider-keys/account-directory";
import type { Directory } from "@/lib/providers/directory";

/** The providers that the gates of this account can use now. */
export async function gateDirectory({ db, accountId }: Ctx): Promise<Directory> {
  const [account] = await db
    .select({ configVersion: accounts.configVersion })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  return accountDirectory({ accountId, configVersion: account?.configVersion ?? 0 });
}
