import { setTimeout as pause } from "node:timers/promises";
import { MINUTE_MS, SECOND_MS } from "@/lib/core/time";
import type { ReachedLimit, SpendingCall } from "./spending-call";

/** Null for a call that there is money for, else the limits in its way. */
type Reserve = (call: SpendingCall) => Promise<ReachedLimit[] | null>;

/** How long after a call was refused those like it are expected to be refused too. */
const EXPECTED_MS = SECOND_MS;
/** How long calls that are expected to be refused wait for others like them. */
const GATHER_MS = 50;
/** Days, weeks and months begin at a whole quarter of an hour in every zone. */
const QUARTER_MS = 15 * MINUTE_MS;
const MOST_EXPECTED = 1_000;

/**
 * Keeps a client that is refused and calls again and again from taking the ledger's time from others. A call like one that was refused
 * within the last second waits a few milliseconds for more of them; then the ledger is asked for the first alone. When that one is
 * refused so are the others, which all came before the question; when it is not, each of them is asked for as well.
 */
export function gatheringRefused(reserve: Reserve, nowMs = () => performance.now()): Reserve {
  const refusedAt = new Map<string, number>();
  const gathering = new Map<string, Promise<ReachedLimit[] | null>>();

  async function ask(like: string, call: SpendingCall): Promise<ReachedLimit[] | null> {
    const reached = await reserve(call);
    refusedAt.delete(like);
    if (reached !== null) refusedAt.set(like, nowMs());
    const [oldest] = refusedAt.keys();
    if (refusedAt.size > MOST_EXPECTED && oldest !== undefined) refusedAt.delete(oldest);
    return reached;
  }

  async function askLater(like: string, call: SpendingCall): Promise<ReachedLimit[] | null> {
    await pause(GATHER_MS);
    gathering.delete(like);
    return ask(like, call);
  }

  return async (call) => {
    const like = likeness(call);
    const first = gathering.get(like);
    if (first !== undefined) return (await first) ?? ask(like, call);
    const since = nowMs() - (refusedAt.get(like) ?? Number.NEGATIVE_INFINITY);
    if (since > EXPECTED_MS) return ask(like, call);
    const asked = askLater(like, call);
    gathering.set(like, asked);
    return asked;
  };
}

/** The same for calls that the same limits hold, in the same periods, and that may cost the same. */
function likeness({ accountId, keyId, gateId, startedAt, worst }: SpendingCall): string {
  return [accountId, keyId, gateId, worst, Math.floor(startedAt.getTime() / QUARTER_MS)].join(" ");
}
