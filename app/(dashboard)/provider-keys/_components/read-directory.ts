import type { Ctx } from "@/lib/context";
import { accountDirectory } from "@/lib/provider-keys/account-directory";
import { getConfigVersion } from "@/lib/provider-keys/queries";
import type { Directory } from "@/lib/providers/directory";

/** The providers that the account can use now. */
export async function readDirectory(ctx: Ctx): Promise<Directory> {
  const configVersion = await getConfigVersion(ctx);
  return accountDirectory({ accountId: ctx.accountId, configVersion });
}
