"use client";

import { useState } from "react";

/** What a dialog is about, kept while it fades out. `times` counts its openings, as a key for a form that starts anew. */
export function useLastTarget<Target>(target: Target | null): { last: Target | null; times: number } {
  const [kept, setKept] = useState<{ last: Target | null; times: number }>({ last: target, times: 0 });
  if (target !== null && target !== kept.last) {
    const next = { last: target, times: kept.times + 1 };
    setKept(next);
    return next;
  }
  return kept;
}
