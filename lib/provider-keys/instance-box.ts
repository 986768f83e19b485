import type { AccountId, ProviderKeyId } from "@/lib/core/ids";
import { requireBox } from "@/lib/sealing/instance-box";
import type { SecretBox, SecretPlace } from "@/lib/sealing/secret-box";

/** The box that provider keys are sealed in. Throws `encryption_key_missing`. */
export function requireInstanceBox(): SecretBox {
  return requireBox("provider keys");
}

/** Where a provider key is sealed to. */
export function providerKeyPlace(accountId: AccountId, rowId: ProviderKeyId): SecretPlace {
  return { table: "provider_keys", rowId, accountId };
}
