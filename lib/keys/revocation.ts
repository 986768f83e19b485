import { and, asc, desc, eq, gte, isNull, lt, notInArray, or } from "drizzle-orm";
import { requests } from "@/db/schema/requests";
import type { Ctx } from "@/lib/context";
import { lowestIdAt, type RequestId } from "@/lib/core/ids";
import { MINUTE_MS } from "@/lib/core/time";
import type { ApiKey } from "./contract";

/** Clocks of instances may differ this much from the one that wrote when the key was stopped. */
const CLOCKS_DIFFER_MS = 2 * MINUTE_MS;
const REFUSALS = ["key_deleted", "key_disabled", "key_expired", "secret_revoked"];

/** How fast a key stopped: its last accepted call, and the first refused one after that. */
export type Revocation = {
  how: "deleted" | "disabled" | "expired";
  at: Date;
  lastAcceptedAt: Date | null;
  firstRefusedAt: Date | null;
};

/**
 * When a key that was deleted or disabled or has expired accepted its last call and refused the first, from the log; null for
 * a key that works. Times are when the calls began.
 */
export async function revocationOf(ctx: Ctx, key: ApiKey): Promise<Revocation | null> {
  const stop = stopOf(key, ctx.clock.now());
  if (stop === null) return null;
  const { errorCode, startedAt, id } = requests;
  const ofKey = and(eq(requests.accountId, ctx.accountId), eq(requests.keyId, key.id));
  const bound = (ms: number) => lowestIdAt(stop.at.getTime() + ms) as RequestId;
  const [[accepted], [refused]] = await Promise.all([
    ctx.db
      .select({ at: startedAt })
      .from(requests)
      .where(
        and(ofKey, lt(id, bound(CLOCKS_DIFFER_MS)), or(isNull(errorCode), notInArray(errorCode, REFUSALS))),
      )
      .orderBy(desc(id))
      .limit(1),
    ctx.db
      .select({ at: startedAt })
      .from(requests)
      .where(and(ofKey, gte(id, bound(-CLOCKS_DIFFER_MS)), eq(errorCode, `key_${stop.how}`)))
      .orderBy(asc(id))
      .limit(1),
  ]);
  return { ...stop, lastAcceptedAt: accepted?.at ?? null, firstRefusedAt: refused?.at ?? null };
}

/** What stops it now, in the order in which its holder is told. */
function stopOf(key: ApiKey, now: Date): Pick<Revocation, "how" | "at"> | null {
  if (key.deletedAt !== null) return { how: "deleted", at: key.deletedAt };
  if (key.disabledAt !== null) return { how: "disabled", at: key.disabledAt };
  if (key.expiresAt !== null && key.expiresAt <= now) return { how: "expired", at: key.expiresAt };
  return null;
}
