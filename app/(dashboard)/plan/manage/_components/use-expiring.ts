"use client";

import { useState } from "react";
import type { ExpiringRows } from "@/lib/retention/contract";
import { attempt } from "@/lib/transport/attempt";
import type { ActionResult } from "@/lib/transport/define-action";
import { expiringWords } from "../../log-words";

/**
 * Shows what a change deletes before it is saved. `check` tells whether to go on: not before it was shown for just this `change`, nor
 * when it could not be counted.
 */
export function useExpiring(onFailure: (failure: { message: string }) => void) {
  const [shown, setShown] = useState<{ change: string; words: string } | null>(null);
  async function check(change: string, preview: () => Promise<ActionResult<ExpiringRows>>): Promise<boolean> {
    if (shown?.change === change) return true;
    const result = await attempt(preview);
    if (!result.ok) onFailure(result.error);
    const words = result.ok ? expiringWords(result.data) : null;
    setShown(words === null ? null : { change, words });
    return result.ok && words === null;
  }
  return { wordsOf: (change: string) => (shown?.change === change ? shown.words : null), check };
}
