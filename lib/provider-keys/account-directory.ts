import { and, asc, eq } from "drizzle-orm";
import { ledger } from "@/db/client";
import { withinTime, withPatience } from "@/db/outage";
import { providerKeys } from "@/db/schema/provider-keys";
import { AccountMemory, type AccountState } from "@/lib/core/account-memory";
import type { AccountId } from "@/lib/core/ids";
import { SECOND_MS } from "@/lib/core/time";
import type { Directory } from "@/lib/providers/directory";
import { platformDirectory } from "@/lib/providers/platform";
import { type OnUnusable, type OwnEntries, ownEntries } from "./own-entries";
import type { StoredProviderKey } from "./queries";

type Remembered = OwnEntries & { directory: Directory };

const PATIENCE_MS = 3 * SECOND_MS;
// The server and the pages are bundled apart; one process remembers once, so that both see the same connections.
const shared = globalThis as typeof globalThis & { layerDirectories?: AccountMemory<Remembered> };
shared.layerDirectories ??= new AccountMemory();
const memory = shared.layerDirectories;

/**
 * The providers that an account can use: those it has keys for, in their order, before those of the instance. Its keys are
 * read once per state of its configuration, which every admission tells, so that a deleted key is not used by the next
 * request on any instance. A key that cannot be used fails its provider's calls; the instance's key never stands in for it.
 * Not a promise when it is remembered. Throws `unavailable` when the database cannot answer.
 */
export function accountDirectory(
  account: AccountState,
  onUnusable: OnUnusable = () => {},
): Directory | Promise<Directory> {
  const found = memory.get(account, (before) => read(account.accountId, before, onUnusable));
  return found instanceof Promise ? found.then(({ directory }) => directory) : found.directory;
}

async function read(
  accountId: AccountId,
  before: Remembered | null,
  onUnusable: OnUnusable,
): Promise<Remembered> {
  const rows = await withPatience(
    (leftMs) => withinTime(activeKeys(accountId), leftMs),
    Date.now() + PATIENCE_MS,
  );
  // Unchanged keys keep their connections and what is known of their models.
  const own = ownEntries(rows, before?.providers ?? new Map(), onUnusable);
  return { ...own, directory: beforePlatform(own.entries) };
}

function activeKeys(accountId: AccountId): Promise<StoredProviderKey[]> {
  return ledger()
    .db.select()
    .from(providerKeys)
    .where(and(eq(providerKeys.accountId, accountId), eq(providerKeys.isActive, true)))
    .orderBy(asc(providerKeys.position), asc(providerKeys.id))
    .execute();
}

function beforePlatform(own: Directory): Directory {
  return own.size === 0 ? platformDirectory() : new Map([...own, ...without(platformDirectory(), own)]);
}

function without(platform: Directory, own: Directory) {
  return [...platform].filter(([id]) => !own.has(id));
}
