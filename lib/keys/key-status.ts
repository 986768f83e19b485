import type { ApiKey, KeyStatus } from "./contract";

type Moments = Pick<ApiKey, "deletedAt" | "disabledAt" | "expiresAt" | "lastUsedAt">;

/** What a key is at `now`. The same order as `keyVerdict`, which decides whether its secret is accepted. */
export function keyStatus(key: Moments, now: Date): KeyStatus {
  if (key.deletedAt !== null) return "deleted";
  if (key.disabledAt !== null) return "disabled";
  if (key.expiresAt !== null && key.expiresAt <= now) return "expired";
  return key.lastUsedAt === null ? "never used" : "active";
}
