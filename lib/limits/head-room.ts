import { countedAs } from "./counted-as";
import type { LimitStore } from "./limit-store";
import type { LimitInForce } from "./limits-in-force";

/** How far a limit is used, and when nothing of that counts any more; null when nothing does or nobody knows. */
export type HeadRoom = LimitInForce & {
  used: number;
  remaining: number;
  resetAt: Date | null;
  /** True for the one of its kind that is reached first. */
  isTightest: boolean;
};

/** How far limits are used now, in their order. Counts nothing. */
export async function headRoom(
  store: LimitStore,
  limits: readonly LimitInForce[],
  now: Date,
): Promise<HeadRoom[]> {
  if (limits.length === 0) return [];
  const { standings } = await store.claim(countedAs(limits, 0));
  const rooms = limits.map((limit, at) => {
    const { used, resetMs } = standings[at] ?? { used: 0, resetMs: 0 };
    const resetAt = resetMs === 0 ? null : new Date(now.getTime() + resetMs);
    return { ...limit, used, remaining: Math.max(0, limit.value - used), resetAt };
  });
  const left = ({ value, used }: { value: number; used: number }) => value - used;
  return rooms.map((room) => {
    const alike = rooms.filter(({ limit }) => limit === room.limit);
    const least = Math.min(...alike.map(left));
    return { ...room, isTightest: alike.find((one) => left(one) === least) === room };
  });
}
