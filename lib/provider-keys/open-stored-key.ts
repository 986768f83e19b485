import { AppError } from "@/lib/core/errors";
import { instanceBox } from "@/lib/sealing/instance-box";
import { SecretUnreadable } from "@/lib/sealing/secret-box";
import { providerKeyPlace } from "./instance-box";
import { providerName } from "./provider-name";
import type { StoredProviderKey } from "./queries";

/** The text of a stored key; undefined for a server that wants none. Throws `provider_key_unreadable`. */
export function openStoredKey({
  id,
  accountId,
  provider,
  encryptedKey,
}: StoredProviderKey): string | undefined {
  if (encryptedKey === null) return undefined;
  const box = instanceBox();
  if (box === null) throw unreadable(provider, WITHOUT_BOX);
  try {
    return box.open(encryptedKey, providerKeyPlace(accountId, id));
  } catch (error) {
    if (error instanceof SecretUnreadable) throw unreadable(provider, NOT_OURS, error);
    throw error;
  }
}

const WITHOUT_BOX = "Whoever runs this instance has to set its ENCRYPTION_KEY.";
const NOT_OURS = "The owner of the account has to enter it again.";

function unreadable(provider: string, remedy: string, cause?: SecretUnreadable): AppError {
  const message = `The account's key for ${providerName({ provider })} cannot be decrypted. ${remedy}`;
  return new AppError("provider_key_unreadable", message, { cause });
}
