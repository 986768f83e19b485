"use client";

import { useRef, useState } from "react";
import { newId, type RequestId } from "@/lib/core/ids";
import { attempt } from "@/lib/transport/attempt";
import { rotateKeyAction } from "../actions";
import { momentOf, type PickedMoment, pickedAt } from "./expiry-choice";
import type { NamedKey } from "./key-state";
import type { ProofView } from "./proof-view";
import { endSent, type OldSecretEnd, openSecret } from "./rotation-choice";
import type { MadeKey } from "./use-create-dialog";

const HOUR_MS = 3_600_000;
const NOT_TICKED = "Tick this first: programs that send the old secret are refused at once.";
const SHOWN_BEFORE =
  "The key was rotated a moment ago, but its new secret did not reach this page. Close this and rotate it once more, with the old secrets ending now.";

export type RotationTarget = { key: NamedKey; proof: ProofView | null };

/** What is chosen in the rotate dialog, and its submission: one rotation, however often it is told to. */
export function useRotateKey({ key, proof }: RotationTarget, onRotated: (made: MadeKey) => void) {
  const isOpen = openSecret(proof) !== null;
  const [end, setEnd] = useState<OldSecretEnd>(isOpen ? "now" : "24h");
  const [picked, setPicked] = useState<PickedMoment>(() =>
    pickedAt(new Date(Date.now() + 2 * HOUR_MS), Intl.DateTimeFormat().resolvedOptions().timeZone),
  );
  const [sure, setSure] = useState(false);
  const [unsure, setUnsure] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const sent = useRef<object | null>(null);

  function changed() {
    sent.current = null;
    setFailure(null);
    setUnsure(null);
  }

  async function submit() {
    if (pending) return;
    if (end === "now" && !sure) return setUnsure(NOT_TICKED);
    const oldSecretEnds = endSent(end, momentOf(picked));
    if (oldSecretEnds === null) return setFailure("Choose a date and a time for the old secret to stop.");
    // A repetition after a lost answer is the same to the byte, so it cannot rotate twice.
    sent.current ??= {
      keyId: key.id,
      oldSecretEnds,
      replaces: proof?.secrets[0]?.id,
      idempotencyKey: newId<RequestId>(),
    };
    const asked = sent.current;
    setPending(true);
    const rotated = await attempt(() => rotateKeyAction(asked));
    setPending(false);
    if (!rotated.ok) return setFailure(rotated.error.message);
    const { secret, newest } = rotated.data;
    if (secret === null) return setFailure(SHOWN_BEFORE);
    onRotated({ id: key.id, name: key.name, secret, secretId: newest.id });
  }

  return {
    isOpen,
    end,
    choose: (next: OldSecretEnd) => {
      changed();
      setEnd(next);
    },
    picked,
    pick: (part: Partial<PickedMoment>) => {
      changed();
      setPicked({ ...picked, ...part });
    },
    sure,
    tick: (next: boolean) => {
      changed();
      setSure(next);
    },
    unsure,
    failure,
    pending,
    submit: () => void submit(),
  };
}
