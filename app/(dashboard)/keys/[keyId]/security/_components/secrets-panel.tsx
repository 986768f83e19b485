"use client";

import { useRef, useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import type { ProofView, SecretView } from "../../../_components/proof-view";
import { proofSentence } from "../../../_components/proof-words";
import { OldSecretRows } from "./old-secret-rows";
import { SecretCard } from "./secret-card";
import { useOldSecret } from "./use-old-secret";
import { useProof } from "./use-proof";

/** The secrets of a key side by side: what each was used for lately, and what can be done with an old one. */
export function SecretsPanel({
  keyId,
  initial,
  canChange,
}: {
  keyId: string;
  initial: ProofView;
  /** False for a deleted key, which can only be looked at. */
  canChange: boolean;
}) {
  const proof = useProof(keyId, initial);
  const { busy, stop, extend } = useOldSecret(keyId);
  const [asking, setAsking] = useState<SecretView | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const now = new Date(proof.at);
  const old = proof.secrets.filter(({ state, rows }) => state !== "newest" && rows.length > 0);

  async function stopNow(secret: SecretView) {
    setAsking(null);
    // The button that was pressed goes with the secret.
    if (await stop(secret)) heading.current?.focus();
  }

  return (
    <section aria-labelledby="secrets-heading" className="flex min-w-0 flex-col gap-4">
      <h2 ref={heading} id="secrets-heading" tabIndex={-1} className="text-base">
        Secrets
      </h2>
      <div className="grid gap-4 md:grid-cols-2">
        {proof.secrets.map((secret) => (
          <SecretCard
            key={secret.id}
            secret={secret}
            proof={proof}
            busy={busy}
            canChange={canChange}
            onStop={() => (secret.looksSafeToStop ? void stopNow(secret) : setAsking(secret))}
            onExtend={() => void extend(secret)}
          />
        ))}
      </div>
      {old.map((secret) => (
        <OldSecretRows key={secret.id} secret={secret} />
      ))}
      <AlertDialog
        open={asking !== null}
        onOpenChange={() => setAsking(null)}
        title={`Stop old secret …${asking?.lastFour ?? ""} now?`}
        description={
          asking === null
            ? undefined
            : `${proofSentence(asking, now)}. Every program that still sends it is refused at once, and it cannot be started again.`
        }
        confirmLabel="Stop secret"
        danger
        onConfirm={() => asking !== null && void stopNow(asking)}
      />
    </section>
  );
}
