"use client";

import { useEffect, useState } from "react";

export type LiveState = "live" | "hidden" | "scrolled" | "reading" | "failed";
type Waiting = { count: number; isMore: boolean };

const EVERY_MS = 2_000;
/** Further down than this is no longer the top of the page. */
const TOP_PX = 120;

/**
 * Asks every two seconds how many rows are newer than `newest`, unless there is a reason to rest. An answer that does not come ends
 * it until `retry`.
 */
export function useLiveTail(source: string, newest: string | null) {
  const [state, setState] = useState<LiveState>("live");
  const [found, setFound] = useState<{ newest: string | null; waiting: Waiting } | null>(null);
  const [tries, setTries] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies(tries): trying again begins anew
  useEffect(() => {
    const stop = new AbortController();
    const look = () => setState((last) => (last === "failed" ? last : reasonToRest()));
    const ask = async () => {
      try {
        const waiting = await readWaiting(source, newest, stop.signal);
        setFound({ newest, waiting });
      } catch {
        if (!stop.signal.aborted) setState("failed");
      }
    };
    let busy = false;
    const timer = setInterval(async () => {
      const reason = reasonToRest();
      setState((last) => (last === "failed" ? last : reason));
      if (busy || reason !== "live") return;
      busy = true;
      await ask();
      busy = false;
    }, EVERY_MS);
    setState(reasonToRest());
    const events = ["scroll", "focusin", "focusout", "visibilitychange"] as const;
    for (const name of events)
      document.addEventListener(name, look, { passive: true, capture: true, signal: stop.signal });
    return () => {
      clearInterval(timer);
      stop.abort();
    };
  }, [source, newest, tries]);

  return {
    state,
    // What waits behind the button is newer than what is shown; once that has changed it says nothing.
    waiting: found !== null && found.newest === newest && found.waiting.count > 0 ? found.waiting : null,
    retry: () => {
      setState("live");
      setTries((count) => count + 1);
    },
  };
}

async function readWaiting(source: string, newest: string | null, signal: AbortSignal): Promise<Waiting> {
  const address = newest === null ? source : `${source}${source.includes("?") ? "&" : "?"}after=${newest}`;
  const response = await fetch(address, { signal, cache: "no-store" });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}

function reasonToRest(): LiveState {
  if (document.hidden) return "hidden";
  const focused = document.activeElement;
  if (document.querySelector("[data-log-panel]") !== null || focused?.closest("[data-log-row]"))
    return "reading";
  const list = document.querySelector("[data-log-list]");
  return window.scrollY > TOP_PX || (list !== null && list.scrollTop > 0) ? "scrolled" : "live";
}
