"use client";

import { useEffect, useState } from "react";

type State = "waiting" | "running" | "done" | "failed" | "cancelled";
type Job = {
  id: string;
  format: "csv" | "json";
  state: State;
  rows: number;
  rowsTotal: number | null;
  error: string | null;
  isOver: boolean;
};

const EVERY_MS = 1_000;
const LOST = "The server did not answer. Check the connection and try again.";

/** Asks for a file that is written in the background, and follows how far it is. */
export function useExportJob() {
  const [job, setJob] = useState<Job | null>(null);
  const [error, setError] = useState<string | null>(null);
  const id = job === null || job.isOver ? null : job.id;

  useEffect(() => {
    if (id === null) return;
    const stop = new AbortController();
    const timer = setInterval(async () => {
      const answer = await ask(`/logs/exports/${id}`, { signal: stop.signal });
      if (answer.job !== null) setJob(answer.job);
      else if (!stop.signal.aborted) setError(answer.problem);
    }, EVERY_MS);
    return () => {
      clearInterval(timer);
      stop.abort();
    };
  }, [id]);

  async function begin(query: string, format: Job["format"]) {
    setError(null);
    const body = JSON.stringify({ address: `${query}&format=${format}` });
    const headers = { "content-type": "application/json" };
    const answer = await ask("/logs/exports", { method: "POST", body, headers });
    setJob(answer.job);
    setError(answer.job === null ? answer.problem : null);
  }

  return { job, error, begin };
}

async function ask(path: string, init: RequestInit): Promise<{ job: Job | null; problem: string }> {
  try {
    const response = await fetch(path, { ...init, cache: "no-store" });
    const body = await response.json().catch(() => null);
    if (!response.ok) return { job: null, problem: body?.message ?? LOST };
    const isOver = body.state !== "waiting" && body.state !== "running";
    return { job: { ...body, isOver }, problem: "" };
  } catch {
    return { job: null, problem: LOST };
  }
}
