import { AppError } from "@/lib/core/errors";
import type { ProviderKeyId } from "@/lib/core/ids";
import type { Directory, DirectoryEntry } from "@/lib/providers/directory";
import { kindAt } from "@/lib/providers/kind-at";
import { findKind } from "@/lib/providers/kinds";
import { openAiCompatible } from "@/lib/providers/kinds/openai-compatible";
import type { Provider } from "@/lib/providers/provider";
import { openStoredKey } from "./open-stored-key";
import { ownProvider } from "./own-provider";
import { providerName } from "./provider-name";
import type { StoredProviderKey } from "./queries";

/** Told of every stored key that cannot be used, and why. */
export type OnUnusable = (keyId: ProviderKeyId, reason: AppError) => void;

/** What an account's keys open, and each provider by the facts that it was made of. */
export type OwnEntries = { entries: Directory; providers: ReadonlyMap<string, Provider> };

/**
 * The directory entries of an account's active keys, given in their order. Providers of `before` whose facts are the same are
 * used again. One key that cannot be used fails its whole entry: a call must not silently take another key.
 */
export function ownEntries(
  rows: readonly StoredProviderKey[],
  before: ReadonlyMap<string, Provider>,
  onUnusable: OnUnusable,
): OwnEntries {
  const entries = new Map<string, DirectoryEntry>();
  const providers = new Map<string, Provider>();
  for (const row of rows) {
    const entry = entries.get(row.provider) ?? {
      id: row.provider,
      kind: kindAt(findKind(row.kind) ?? openAiCompatible, row.baseUrl),
      label: providerName(row),
      providers: [],
      failure: null,
    };
    const made = usable(row, before, onUnusable);
    if (!(made instanceof AppError)) providers.set(factsOf(row), made);
    const failure = entry.failure ?? (made instanceof AppError ? made : null);
    const all = made instanceof AppError ? [] : [...entry.providers, made];
    entries.set(row.provider, { ...entry, failure, providers: failure === null ? all : [] });
  }
  return { entries, providers };
}

function usable(
  row: StoredProviderKey,
  before: ReadonlyMap<string, Provider>,
  onUnusable: OnUnusable,
): Provider | AppError {
  const made = before.get(factsOf(row));
  if (made !== undefined) return made;
  try {
    return ownProvider({ ...row, apiKey: openStoredKey(row) });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    onUnusable(row.id, error);
    return error.code === "invalid_field" ? notAllowed(row) : error;
  }
}

/** The operator has taken its network out of LAYER_ALLOWED_NETWORKS after the key was stored. */
function notAllowed(row: StoredProviderKey): AppError {
  const message = `The base URL of ${providerName(row)} is not one that this instance connects to.`;
  return new AppError("provider_unreachable", message);
}

/** Everything a provider is made of. A key that is typed again gets other bytes, also when it is the same. */
function factsOf({ id, provider, kind, baseUrl, encryptedKey }: StoredProviderKey): string {
  const key = encryptedKey === null ? "" : Buffer.from(encryptedKey).toString("base64");
  return JSON.stringify([id, provider, kind, baseUrl, key]);
}
