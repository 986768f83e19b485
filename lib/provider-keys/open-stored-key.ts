import { AppError } from "@/lib/core/errors";
import { instanceBox, providerKeyPlace } from "./instance-box";
import { providerName } from "./provider-name";
import type { StoredProviderKey } from "./queries";
import { SecretUnreadable } from "./secret-box";

/** The text of a stored key; undefined for a server that wants none. Throws `provider_key_unreadable`. */
export function openStoredKey({
  id,
  accountId,
  provider,
  encryptedKey,
}: StoredProviderKey): string | undefined {
  if (encryptedKey === null) return undefined;
  const box = instanceBox();
  if (box === null) throw unreadable(provider, new SecretUnreadable("this instance has no ENCRYPTION_KEY"));
  try {
    return box.open(encryptedKey, providerKeyPlace(accountId, id));
  } catch (error) {
    if (error instanceof SecretUnreadable) throw unreadable(provider, error);
    throw error;
  }
}

function unreadable(provider: string, cause: SecretUnreadable): AppError {
  const name = providerName({ provider });
  const message = `The account's key for ${name} cannot be decrypted. The owner of the account has to enter it again.`;
  return new AppError("provider_key_unreadable", message, { cause });
}
