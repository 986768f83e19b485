import { CircleCheck, Clock, KeyRound, Square } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import type { ProofView, SecretView } from "../../../_components/proof-view";
import { endWords, proofSentence } from "../../../_components/proof-words";

const BADGES = {
  newest: { tone: "ok", icon: KeyRound, word: "Newest" },
  ending: { tone: "warn", icon: Clock, word: "Still works" },
  ended: { tone: "neutral", icon: Clock, word: "Ended" },
  stopped: { tone: "neutral", icon: Square, word: "Stopped" },
} as const;

/** One secret: how it looks, what it was used for, when it stops. */
export function SecretCard({
  secret,
  proof,
  busy,
  canChange,
  onStop,
  onExtend,
}: {
  secret: SecretView;
  proof: ProofView;
  busy: "stop" | "extend" | null;
  canChange: boolean;
  onStop: () => void;
  onExtend: () => void;
}) {
  const now = new Date(proof.at);
  const { tone, icon, word } = BADGES[secret.state];
  return (
    <article
      aria-label={`Secret …${secret.lastFour}`}
      className="flex min-w-0 flex-col gap-3 rounded-md border border-line p-4"
    >
      <header className="flex flex-wrap items-center gap-2">
        <code>{secret.masked}</code>
        <Badge tone={tone} icon={icon}>
          {word}
        </Badge>
      </header>
      <p aria-live="polite">{proofSentence(secret, now, proof.secrets.length === 1)}.</p>
      <p className="text-muted">
        {endWords(secret, now)} Created <Time value={secret.createdAt} />.
      </p>
      {secret.looksSafeToStop ? (
        <p role="status" className="flex items-start gap-1.5 text-ok">
          <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          Looks safe to stop: nobody sent it for {proof.quietMinutes} minutes.
        </p>
      ) : null}
      {secret.state === "ending" && canChange ? (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" loading={busy === "stop"} onClick={onStop}>
            Stop it now
          </Button>
          <Button size="sm" loading={busy === "extend"} onClick={onExtend}>
            Give it 24 h more
          </Button>
        </div>
      ) : null}
    </article>
  );
}
