import type { AccountId } from "@/lib/core/ids";
import type { Directory } from "@/lib/providers/directory";
import { platformDirectory } from "@/lib/providers/platform";

/** Whose providers, as of which state of its configuration (`accounts.config_version`). */
export type DirectoryQuestion = { accountId: AccountId; configVersion: number };

/** The providers that an account can use. */
export async function accountDirectory(_question: DirectoryQuestion): Promise<Directory> {
  return platformDirectory();
}
