import { AppError } from "@/lib/core/errors";
import type { AccountId, ProviderKeyId } from "@/lib/core/ids";
import { env } from "@/lib/env";
import { type SecretBox, type SecretPlace, secretBox } from "./secret-box";

/** The box that this instance's ENCRYPTION_KEY opens; null when it has none, which only a start without `npm start` leaves so. */
export function instanceBox(): SecretBox | null {
  const { ENCRYPTION_KEY: current, ENCRYPTION_KEY_PREVIOUS: previous } = env();
  return current === undefined ? null : secretBox({ current: current.bytes, previous: previous?.bytes });
}

/** The same for writing. Throws `encryption_key_missing`. */
export function requireInstanceBox(): SecretBox {
  const box = instanceBox();
  if (box !== null) return box;
  throw new AppError(
    "encryption_key_missing",
    "This instance has no ENCRYPTION_KEY, so provider keys cannot be stored. Whoever runs it has to set one.",
  );
}

/** Where a provider key is sealed to. */
export function providerKeyPlace(accountId: AccountId, rowId: ProviderKeyId): SecretPlace {
  return { table: "provider_keys", rowId, accountId };
}
