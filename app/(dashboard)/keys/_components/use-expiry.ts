"use client";

import { useState } from "react";
import { DAY_MS } from "@/lib/core/time";
import { expiryProblem } from "@/lib/keys/expiry/expiry-problem";
import { type ExpiryChoice, expiryOf, type PickedMoment, pickedAt } from "./expiry-choice";

const MONTH_MS = 30 * DAY_MS;

/** What a person chose for the end of a key, and what that means. `changed` is told of every choice. */
export function useExpiry(
  usual: ExpiryChoice,
  maxDays: number | null,
  changed: () => void = () => undefined,
) {
  const [choice, setChoice] = useState(usual);
  const [picked, setPicked] = useState<PickedMoment>({ date: "", time: "", zone: "UTC" });
  const [error, setError] = useState<string | null>(null);

  function choose(next: ExpiryChoice) {
    setError(null);
    setChoice(next);
    // A first date to start from, where the person is.
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (next.kind === "pick" && picked.date === "") {
      setPicked(pickedAt(new Date(Date.now() + Math.min(MONTH_MS, (maxDays ?? 30) * DAY_MS)), zone));
    }
    changed();
  }

  function pick(part: Partial<PickedMoment>) {
    setError(null);
    setPicked({ ...picked, ...part });
    changed();
  }

  /** The moment, null for never, undefined for "as it is"; false when there is none to send, which is then said. */
  function read(now: Date): Date | null | undefined | false {
    if (choice.kind === "as it is") return undefined;
    const moment = expiryOf(choice, picked, now);
    const problem = moment === undefined ? "Choose a date and a time." : expiryProblem(moment, now, maxDays);
    setError(problem);
    return problem === null ? moment : false;
  }

  function reset() {
    setChoice(usual);
    setError(null);
  }

  return { choice, picked, error, choose, pick, read, refuse: setError, reset };
}
