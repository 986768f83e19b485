import { SECOND_MS } from "@/lib/core/time";
import type { Admission } from "@/lib/keys/admission";
import type { CutMoments } from "@/lib/keys/cut-moments";
import type { Departure } from "@/lib/providers/departure";

/** What of a call it takes to cut it off. */
type RunningCall = {
  readonly trail: { admission: Pick<Admission, "keyId" | "admittedAt"> | null };
  departure: Departure | null;
  isCutOff: boolean;
};

/** The calls of this instance that have been let in and have not ended. */
export type RunningCalls = {
  /** To be called once a call has been let in; again changes nothing. */
  add(call: RunningCall): void;
  /** To be called when the call ends, however it does. */
  remove(call: RunningCall): void;
  /** How many there are. */
  count(): number;
};

/**
 * Keeps the running calls by their key, and asks once a second, only while there are any, whose were cut off. `ask` may fail:
 * it is asked again a second later. Calls are told by the database's clock, which is the same for all instances.
 */
export function openRunningCalls(ask: () => Promise<CutMoments>, everyMs = SECOND_MS): RunningCalls {
  const byKey = new Map<string, Set<RunningCall>>();
  let isAsking = false;

  async function look(): Promise<void> {
    if (byKey.size === 0) {
      isAsking = false;
      return;
    }
    for (const { keyId, at } of await ask().catch(() => [])) {
      for (const call of byKey.get(keyId) ?? []) if (beganBefore(call, at)) cutOff(call);
    }
    lookLater();
  }

  function lookLater(): void {
    isAsking = true;
    setTimeout(look, everyMs).unref();
  }

  return {
    add(call) {
      const { keyId = "" } = call.trail.admission ?? {};
      const calls = byKey.get(keyId);
      if (calls === undefined) byKey.set(keyId, new Set([call]));
      else calls.add(call);
      if (!isAsking) lookLater();
    },
    remove(call) {
      const { keyId = "" } = call.trail.admission ?? {};
      const calls = byKey.get(keyId);
      if (calls?.delete(call) === true && calls.size === 0) byKey.delete(keyId);
    },
    count: () => [...byKey.values()].reduce((sum, { size }) => sum + size, 0),
  };
}

// To the millisecond both are told in; in the very same one nothing new was let in, since the key had been stopped before.
function beganBefore({ trail }: RunningCall, at: Date): boolean {
  return trail.admission !== null && trail.admission.admittedAt <= at;
}

/** Its provider is let go, and its client is told by whoever waits for the answer. */
function cutOff(call: RunningCall): void {
  call.isCutOff = true;
  call.departure?.cut();
}
