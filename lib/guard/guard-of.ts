import { DEFAULT_GUARD, type KeyGuard } from "@/lib/core/key-guard";

/** How a key is watched: its own word, else the account's, else the default. */
export function guardOf(own: KeyGuard | null, account: KeyGuard | null): KeyGuard {
  return own ?? account ?? DEFAULT_GUARD;
}
