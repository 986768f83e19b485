"use client";

import { useEffect, useRef, useState } from "react";
import type { TrialEnd, TrialRefusal } from "@/lib/gates/trial-contract";
import { readTrial } from "../../_trials/read-trial";

/** One replay: the answer as far as it has come, how it ended, and what went wrong. */
export type Replay = { isRunning: boolean; text: string; end: TrialEnd | null; problem: string | null };

const LOST = "The server did not answer. Check the connection and try again.";
const CUT = "The answer ended before its last event. What it cost is in the log.";

/** Asks a request again and follows the answer; one at a time, and stopped when the panel is left. */
export function useReplay(requestId: string) {
  const [replay, setReplay] = useState<Replay | null>(null);
  const stopper = useRef<AbortController | null>(null);
  useEffect(() => () => stopper.current?.abort(), []);

  async function start() {
    if (stopper.current !== null) return;
    const stop = new AbortController();
    stopper.current = stop;
    setReplay({ isRunning: true, text: "", end: null, problem: null });
    const add = (part: (last: Replay) => Partial<Replay>) =>
      setReplay((last) => (last === null ? null : { ...last, ...part(last) }));
    const problem = await follow(requestId, stop.signal, add);
    stopper.current = null;
    add(({ end }) => ({
      isRunning: false,
      problem: problem ?? end?.error?.message ?? (end === null ? CUT : null),
    }));
  }

  return { replay, start };
}

/** What went wrong before the end of the stream; null when nothing did. */
async function follow(
  requestId: string,
  signal: AbortSignal,
  add: (part: (last: Replay) => Partial<Replay>) => void,
): Promise<string | null> {
  try {
    const response = await fetch("/logs/replay", {
      method: "POST",
      body: JSON.stringify({ requestId }),
      headers: { "content-type": "application/json" },
      signal,
      cache: "no-store",
    });
    if (!response.ok || response.body === null) {
      const refusal: TrialRefusal | null = await response.json().catch(() => null);
      return refusal?.message ?? `The server answered ${response.status}.`;
    }
    await readTrial(response.body, {
      onText: (piece) => add((last) => ({ text: last.text + piece })),
      onRaw: () => undefined,
      onEnd: (end) => add(() => ({ end })),
    });
    return null;
  } catch {
    return LOST;
  }
}
