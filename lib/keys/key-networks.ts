import { and, desc, eq } from "drizzle-orm";
import { keyNetworks } from "@/db/schema/keys";
import type { Ctx } from "@/lib/context";
import type { KeyId } from "@/lib/core/ids";

/** Where a key was used from, by when it last was. */
export type KeyNetwork = { network: string; firstSeenAt: Date; lastSeenAt: Date; knownAt: Date | null };

/** The networks a key was used from, the latest first, at most `limit`. */
export async function listKeyNetworks(
  { db, accountId }: Ctx,
  { keyId, limit }: { keyId: KeyId; limit: number },
): Promise<KeyNetwork[]> {
  const { network, firstSeenAt, lastSeenAt, knownAt } = keyNetworks;
  return db
    .select({ network, firstSeenAt, lastSeenAt, knownAt })
    .from(keyNetworks)
    .where(and(eq(keyNetworks.accountId, accountId), eq(keyNetworks.keyId, keyId)))
    .orderBy(desc(lastSeenAt), desc(network))
    .limit(limit);
}
