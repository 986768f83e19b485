import type { Ctx } from "@/lib/context";
import type { Directory } from "@/lib/providers/directory";
import { accountDirectory } from "./account-directory";
import { getConfigVersion } from "./queries";

/** The providers that the account can use now. */
export async function directoryOf(ctx: Ctx): Promise<Directory> {
  return accountDirectory({ accountId: ctx.accountId, configVersion: await getConfigVersion(ctx) });
}
