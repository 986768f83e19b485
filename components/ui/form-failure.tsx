"use client";

import { useEffect, useState } from "react";
import { SECOND_MS } from "@/lib/core/time";
import { Callout } from "./callout";

type Failure = { message: string; retryAfterSeconds?: number };

/** Why a form was refused, announced once. If a wait was imposed, its seconds count down, for the eye only. */
export function FormFailure({ failure }: { failure: Failure | null }) {
  const left = useCountdown(failure);
  if (failure === null) return null;
  const isOver = failure.retryAfterSeconds !== undefined && left === 0;
  return (
    <Callout tone="danger" role="alert">
      {isOver ? "You can try again now." : failure.message}
      {left ? (
        <span aria-hidden="true" className="tabular mt-1 block text-muted">
          You can try again in {duration(left)}.
        </span>
      ) : null}
    </Callout>
  );
}

/** Whole seconds left of the wait that began when `failure` arrived; null before the first tick. */
function useCountdown(failure: Failure | null): number | null {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    setLeft(null);
    if (failure?.retryAfterSeconds === undefined) return;
    const until = Date.now() + failure.retryAfterSeconds * SECOND_MS;
    const tick = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / SECOND_MS)));
    tick();
    const timer = setInterval(tick, SECOND_MS / 4);
    return () => clearInterval(timer);
  }, [failure]);
  return left;
}

function duration(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
