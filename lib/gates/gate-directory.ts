import { accountState } from "@/lib/accounts/account-state";
import type { Ctx } from "@/lib/context";
import { accountDirectory } from "@/lib/provider-keys/account-directory";
import type { Directory } from "@/lib/providers/directory";

/** The providers that the gates of this account can use now. */
export async function gateDirectory(ctx: Ctx): Promise<Directory> {
  const { configVersion } = await accountState(ctx);
  return accountDirectory({ accountId: ctx.accountId, configVersion });
}
