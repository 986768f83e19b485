"use client";

import { useRef, useState } from "react";
import type { ForecastAnswer } from "../forecast/read-forecast";

/** Asks how long an amount lasts, when somebody wants to know; only the latest question is answered. */
export function useForecast(keyId: string) {
  const [answer, setAnswer] = useState<ForecastAnswer | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const asked = useRef(0);
  const ask = async (amount: string) => {
    asked.current += 1;
    const mine = asked.current;
    setPending(true);
    const found = await read(`/keys/${keyId}/forecast?${new URLSearchParams({ amount })}`);
    if (mine !== asked.current) return;
    setPending(false);
    setProblem(typeof found === "string" ? found : null);
    setAnswer(typeof found === "string" ? null : found);
  };
  return { answer, problem, pending, ask };
}

/** The answer, or what is wrong in words. */
async function read(address: string): Promise<ForecastAnswer | string> {
  try {
    const response = await fetch(address);
    const body = await response.json();
    return response.ok ? body : (body.message ?? "There is no forecast now. Try again.");
  } catch {
    return "There is no forecast now. Check the connection and try again.";
  }
}
