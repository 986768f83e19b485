"use client";

import { useEffect, useState } from "react";
import type { WhatIfAnswer } from "../../[gateId]/what-if/read-what-if";

type Held = { state: "idle" | "loading" | "done"; answer: WhatIfAnswer | null; problem: string | null };

const IDLE: Held = { state: "idle", answer: null, problem: null };
const LOADING: Held = { state: "loading", answer: null, problem: null };
const failed = (problem: string): Held => ({ state: "done", answer: null, problem });

/** Asks anew whenever another model or span is chosen; an answer that comes too late is dropped. */
export function useWhatIf(gateId: string, model: string, days: string): Held {
  const [held, setHeld] = useState(IDLE);
  useEffect(() => {
    if (model === "") return setHeld(IDLE);
    const abort = new AbortController();
    setHeld(LOADING);
    ask(`/gates/${gateId}/what-if?${new URLSearchParams({ model, days })}`, abort.signal).then((next) => {
      if (!abort.signal.aborted) setHeld(next);
    });
    return () => abort.abort();
  }, [gateId, model, days]);
  return held;
}

async function ask(address: string, signal: AbortSignal): Promise<Held> {
  try {
    const response = await fetch(address, { signal });
    const body = await response.json();
    if (response.ok) return { state: "done", answer: body, problem: null };
    return failed(body.message ?? "It could not be priced. Try again.");
  } catch {
    return failed("It could not be priced. Check the connection and try again.");
  }
}
