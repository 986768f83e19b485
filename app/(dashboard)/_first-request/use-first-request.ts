"use client";

import { useCallback, useEffect, useState } from "react";
import type { FirstRequest } from "./first-request";

const EVERY_MS = 2_000;
/** Ten minutes of a visible page. */
const MOST_QUESTIONS = 300;

export type FirstRequestState = FirstRequest | { state: "gave up" };

/**
 * Asks `source` every 2 seconds, for 10 minutes, whether the first request has come, until it has; one that failed is the last word
 * too, unless `onReceived` waits for one that was answered. It asks a route handler: a server action would hold up every other action
 * of the tab. A hidden page does not ask.
 */
export function useFirstRequest(
  source: string,
  onReceived?: () => void,
): [FirstRequestState, retry: () => void] {
  const [round, setRound] = useState(0);
  const [state, setState] = useState<FirstRequestState>({ state: "waiting" });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round starts the ten minutes again.
  useEffect(() => {
    const stop = new AbortController();
    let asked = 0;
    const ask = async () => {
      const answer = document.hidden ? null : await read(source, stop.signal);
      if (stop.signal.aborted) return;
      if (!document.hidden) asked += 1;
      if (answer !== null && answer.state !== "waiting") setState(answer);
      if (answer?.state === "received") onReceived?.();
      else if (answer?.state === "failed" && onReceived === undefined) return;
      else if (asked >= MOST_QUESTIONS) setState({ state: "gave up" });
      else timer = setTimeout(ask, EVERY_MS);
    };
    let timer = setTimeout(ask, 0);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [source, onReceived, round]);

  const retry = useCallback(() => {
    setState({ state: "waiting" });
    setRound((last) => last + 1);
  }, []);
  return [state, retry];
}

/** Null when there is no answer now; the next question may have one. */
async function read(source: string, signal: AbortSignal): Promise<FirstRequest | null> {
  try {
    const response = await fetch(source, { cache: "no-store", signal });
    return response.ok ? ((await response.json()) as FirstRequest) : null;
  } catch {
    return null;
  }
}
