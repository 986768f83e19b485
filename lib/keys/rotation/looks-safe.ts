import { MINUTE_MS } from "@/lib/core/time";
import type { KeySecret } from "./contract";

type Silence = Pick<KeySecret, "state" | "lastUsedAt"> & { lastRequestAt: Date | null; rotatedAt: Date };

/**
 * Whether an old secret was silent for the account's quiet time, and that long has passed since the rotation: before, nobody
 * had the time to send the new one, and silence says nothing.
 */
export function looksSafe(
  { state, lastUsedAt, lastRequestAt, rotatedAt }: Silence,
  quietMinutes: number,
  now: Date,
): boolean {
  const quietSince = now.getTime() - quietMinutes * MINUTE_MS;
  return (
    state === "ending" &&
    [lastUsedAt, lastRequestAt, rotatedAt].every((use) => use === null || use.getTime() <= quietSince)
  );
}
