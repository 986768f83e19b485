"use client";

import { useEffect, useRef, useState } from "react";
import type { TrialEnd, TrialRefusal } from "@/lib/gates/trial-contract";
import { readTrial } from "../../../_trials/read-trial";
import type { Said } from "../field-words";

/** One run of the test panel. `raw` is what went over the wire, a line for each event. */
export type TrialRun = {
  state: "running" | "done" | "stopped" | "failed";
  request: string;
  text: string;
  raw: string[];
  end: TrialEnd | null;
  refusal: TrialRefusal | null;
};

const LOST: TrialRefusal = {
  error: "unavailable",
  message: "The server did not answer. Check the connection and run it again.",
};
const CUT: TrialRefusal = {
  error: "unavailable",
  message: "The answer ended before its last event. What it cost is in the log.",
};

/** Runs the draft and follows its answer; one at a time, and stopped when the page is left. */
export function useTrial(gateId: string | null) {
  const [run, setRun] = useState<TrialRun | null>(null);
  const stopper = useRef<AbortController | null>(null);
  useEffect(() => () => stopper.current?.abort(), []);

  async function start(said: Said, message: string, simulateFailure: boolean) {
    if (stopper.current !== null) return;
    const stop = new AbortController();
    stopper.current = stop;
    const input = { gateId, ...said, messages: [{ role: "user", content: message }], simulateFailure };
    const request = JSON.stringify(input, null, 2);
    setRun({ state: "running", request, text: "", raw: [], end: null, refusal: null });
    const add = (part: (last: TrialRun) => Partial<TrialRun>) =>
      setRun((last) => (last === null ? null : { ...last, ...part(last) }));
    const over = await follow(input, stop.signal, add);
    stopper.current = null;
    add((last) => outcome(last, over, stop.signal.aborted));
  }

  return { run, start, stop: () => stopper.current?.abort() };
}

/** Null when the stream came to its end. */
async function follow(
  input: object,
  signal: AbortSignal,
  add: (part: (last: TrialRun) => Partial<TrialRun>) => void,
): Promise<TrialRefusal | null> {
  try {
    const body = JSON.stringify(input);
    const headers = { "content-type": "application/json" };
    const response = await fetch("/gates/trial", {
      method: "POST",
      body,
      headers,
      signal,
      cache: "no-store",
    });
    if (!response.ok || response.body === null) return await refusalOf(response);
    await readTrial(response.body, {
      onText: (piece) => add((last) => ({ text: last.text + piece })),
      onRaw: (line) => add((last) => ({ raw: [...last.raw, line] })),
      onEnd: (end) => add(() => ({ end })),
    });
    return null;
  } catch {
    return LOST;
  }
}

async function refusalOf(response: Response): Promise<TrialRefusal> {
  const body: unknown = await response.json().catch(() => null);
  const isOurs = typeof body === "object" && body !== null && "message" in body;
  return isOurs ? (body as TrialRefusal) : { ...LOST, message: `The server answered ${response.status}.` };
}

function outcome(last: TrialRun, refusal: TrialRefusal | null, stopped: boolean): Partial<TrialRun> {
  if (stopped) return { state: "stopped" };
  if (refusal !== null) return { state: "failed", refusal };
  if (last.end === null) return { state: "failed", refusal: CUT };
  return { state: last.end.error === null ? "done" : "failed" };
}
