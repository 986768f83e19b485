"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";
import { type ProofView, readProof } from "../../../_components/proof-view";
import { openSecret } from "../../../_components/rotation-choice";

const EVERY_MS = 5_000;

/**
 * The proof of a key, read again every 5 seconds while an old secret works. It asks a route handler: a server action would
 * hold up every other action of the tab. A hidden page does not ask. When the old secret ends, the page is read again.
 */
export function useProof(keyId: string, initial: ProofView): ProofView {
  const router = useRouter();
  const [read, setRead] = useState(initial);
  // What the server rendered after an action is newer than what was polled before it.
  const proof = Date.parse(initial.at) > Date.parse(read.at) ? initial : read;
  const rotating = openSecret(proof) !== null;
  const arrived = useEffectEvent((next: ProofView) => {
    setRead(next);
    if (rotating && openSecret(next) === null) router.refresh();
  });

  useEffect(() => {
    if (!rotating) return;
    const stop = new AbortController();
    const ask = async () => {
      const next = document.hidden ? null : await readProof(keyId, stop.signal);
      if (stop.signal.aborted) return;
      if (next !== null) arrived(next);
      timer = setTimeout(ask, EVERY_MS);
    };
    let timer = setTimeout(ask, EVERY_MS);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [keyId, rotating]);

  return proof;
}
