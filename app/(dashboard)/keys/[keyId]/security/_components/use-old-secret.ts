"use client";

import { useState } from "react";
import { useToasts } from "@/components/ui/toast";
import { DAY_MS } from "@/lib/core/time";
import { attempt } from "@/lib/transport/attempt";
import type { SecretView } from "../../../_components/proof-view";
import { extendSecretAction, stopSecretAction } from "../../../actions";

/** Stops an old secret of a key or gives it more time, and says what became of it. */
export function useOldSecret(keyId: string) {
  const toasts = useToasts();
  const [busy, setBusy] = useState<"stop" | "extend" | null>(null);

  async function stop({ id: secretId, lastFour }: SecretView): Promise<boolean> {
    setBusy("stop");
    const stopped = await attempt(() => stopSecretAction({ keyId, secretId }));
    setBusy(null);
    const title = stopped.ok ? "Old secret stopped" : `…${lastFour} was not stopped`;
    if (stopped.ok) toasts.add({ title, description: `Every call with …${lastFour} is refused.` });
    else toasts.add({ title, description: stopped.error.message, kind: "error" });
    return stopped.ok;
  }

  async function extend({ id: secretId, lastFour, endsAt }: SecretView): Promise<void> {
    setBusy("extend");
    // Counted from the end that is shown, so that a second press of the same button adds nothing.
    const ends = new Date(Date.parse(endsAt ?? new Date().toISOString()) + DAY_MS).toISOString();
    const extended = await attempt(() => extendSecretAction({ keyId, secretId, ends }));
    setBusy(null);
    if (extended.ok)
      toasts.add({ title: "24 hours more", description: `…${lastFour} works that much longer.` });
    else toasts.add({ title: "No more time", description: extended.error.message, kind: "error" });
  }

  return { busy, stop, extend };
}
