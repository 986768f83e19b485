import { and, asc, eq } from "drizzle-orm";
import { ledger } from "@/db/client";
import { withinTime, withPatience } from "@/db/outage";
import { providerKeys } from "@/db/schema/provider-keys";
import type { AccountId } from "@/lib/core/ids";
import { SECOND_MS } from "@/lib/core/time";
import type { Directory } from "@/lib/providers/directory";
import { platformDirectory } from "@/lib/providers/platform";
import { type OnUnusable, type OwnEntries, ownEntries } from "./own-entries";
import type { StoredProviderKey } from "./queries";

/** Whose providers, as of which state of its configuration (`accounts.config_version`). */
export type DirectoryQuestion = { accountId: AccountId; configVersion: number };

type Remembered = { configVersion: number; reading: Promise<OwnEntries>; directory: Promise<Directory> };

const MOST_ACCOUNTS = 1_000;
const PATIENCE_MS = 3 * SECOND_MS;

// The server and the pages are bundled apart; one process remembers once, so that both see the same connections.
const shared = globalThis as typeof globalThis & { layerAccountDirectories?: Map<AccountId, Remembered> };
shared.layerAccountDirectories ??= new Map();
/** By account, the one asked for longest ago first. */
const remembered = shared.layerAccountDirectories;

/**
 * The providers that an account can use: those it has keys for, in their order, before those of the instance. Its keys are
 * read once per state of its configuration, which every admission tells, so that a deleted key is not used by the next
 * request on any instance. A key that cannot be used fails its provider's calls; the instance's key never stands in for it.
 * Throws `unavailable` when the database cannot answer.
 */
export async function accountDirectory(
  { accountId, configVersion }: DirectoryQuestion,
  onUnusable: OnUnusable = () => {},
): Promise<Directory> {
  const known = remembered.get(accountId);
  // Asked by a request that was admitted before the latest change: the newer state is as true.
  if (known !== undefined && known.configVersion >= configVersion) {
    remember(accountId, known);
    return known.directory;
  }
  const reading = read(accountId, known, onUnusable);
  const fresh = { configVersion, reading, directory: reading.then(({ entries }) => beforePlatform(entries)) };
  remember(accountId, fresh);
  try {
    return await fresh.directory;
  } catch (error) {
    if (remembered.get(accountId) === fresh) remembered.delete(accountId);
    throw error;
  }
}

function remember(accountId: AccountId, state: Remembered): void {
  remembered.delete(accountId);
  remembered.set(accountId, state);
  const [oldest] = remembered.keys();
  if (remembered.size > MOST_ACCOUNTS && oldest !== undefined) remembered.delete(oldest);
}

async function read(
  accountId: AccountId,
  before: Remembered | undefined,
  onUnusable: OnUnusable,
): Promise<OwnEntries> {
  const [rows, last] = await Promise.all([
    withPatience((leftMs) => withinTime(activeKeys(accountId), leftMs), Date.now() + PATIENCE_MS),
    before?.reading.catch(() => undefined),
  ]);
  // Unchanged keys keep their connections and what is known of their models.
  return ownEntries(rows, last?.providers ?? new Map(), onUnusable);
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
