"use client";

import { useEffect, useRef, useState } from "react";

export type Call = { url: string; method: string; headers: Array<readonly [string, string]>; body?: string };
export type Outcome = {
  status: number;
  /** From sending to the last byte so far, in milliseconds. */
  tookMs: number;
  headers: Array<[name: string, value: string]>;
  type: string;
  text: string;
  done: boolean;
};
/** Why a call ended without an answer, or before its end. */
export type Fault = { isCancelled: boolean; words: string };
type State = { outcome: Outcome | null; running: boolean; fault: Fault | null };

const NOTHING: State = { outcome: null, running: false, fault: null };
const SHOWN_HEADERS = /^(x-request-id|retry-after|ratelimit|x-ratelimit-|x-layer-)/;
/** More than anybody reads; a browser that shows more becomes slow. */
const MAX_SHOWN = 200_000;

/** Sends one call at a time to this instance and tells what arrives while it arrives. */
export function useCall() {
  const [state, setState] = useState<State>(NOTHING);
  const current = useRef<AbortController | null>(null);
  useEffect(() => () => current.current?.abort(), []);
  const send = async (call: Call) => {
    const controller = new AbortController();
    current.current = controller;
    setState({ ...NOTHING, running: true });
    try {
      await read(call, controller.signal, (outcome) => setState({ outcome, running: true, fault: null }));
      setState((before) => ({ ...before, running: false }));
    } catch (error) {
      const fault = controller.signal.aborted ? CANCELLED : lostBy(error);
      setState((before) => ({ ...before, running: false, fault }));
    }
  };
  return { ...state, send, cancel: () => current.current?.abort() };
}

const CANCELLED = {
  isCancelled: true,
  words: "Cancelled. What had reached the server by then may be done all the same.",
};

function lostBy(error: unknown): Fault {
  const reason = error instanceof Error ? error.message : String(error);
  return { isCancelled: false, words: `The server could not be reached, or the line broke: ${reason}.` };
}

async function read(call: Call, signal: AbortSignal, tell: (outcome: Outcome) => void): Promise<void> {
  const start = performance.now();
  const { url, method, headers, body } = call;
  const answer = await fetch(url, {
    method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    signal,
    // The key alone says who calls; what the reader is signed in as has no part in it.
    credentials: "omit",
    cache: "no-store",
    ...(body === undefined ? {} : { body }),
  });
  const type = answer.headers.get("content-type") ?? "";
  const shown = [...answer.headers].filter(([name]) => SHOWN_HEADERS.test(name));
  let text = "";
  const outcome = (done: boolean): Outcome => ({
    status: answer.status,
    tookMs: Math.round(performance.now() - start),
    headers: shown,
    type,
    text: text.slice(0, MAX_SHOWN),
    done,
  });
  tell(outcome(false));
  const decoder = new TextDecoder();
  const reader = answer.body?.getReader();
  for (;;) {
    const piece = await reader?.read();
    if (piece === undefined || piece.done) break;
    if (text.length < MAX_SHOWN) text += decoder.decode(piece.value, { stream: true });
    tell(outcome(false));
  }
  tell(outcome(true));
}
