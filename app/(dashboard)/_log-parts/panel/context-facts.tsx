import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { formatCountExact } from "@/lib/core/format";
import type { LogEntry } from "@/lib/logs/contract";
import { tokenTotals } from "@/lib/usage/token-totals";
import { CERTAINTY_NOTES, CERTAINTY_WORDS } from "../list/cost-words";
import { PanelSection } from "./panel-section";

const LINK =
  "inline-flex min-h-6 items-center rounded-sm text-ink underline decoration-line underline-offset-4 hover:decoration-current";

/** Who asked for it, through what, from where, and how sure the numbers are. */
export function ContextFacts({ entry }: { entry: LogEntry }) {
  const { keyId, keyName, keyIsDeleted, gateId, gateName, gateIsDeleted, gateVersion, certainty } = entry;
  const tokens = tokenTotals(entry);
  const reasoning = entry.reasoningTokens;
  return (
    <PanelSection title="Context">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-xs">
        <Fact label="Key">
          <Link href={`/keys/${keyId}`} className={LINK}>
            {keyName ?? keyId}
          </Link>{" "}
          {keyIsDeleted ? <Badge>deleted</Badge> : null}
        </Fact>
        <Fact label="Gate">
          {gateId === null ? (
            "none"
          ) : gateIsDeleted ? (
            <>
              {gateName ?? gateId} <Badge>deleted</Badge>
            </>
          ) : (
            <Link href={`/gates/${gateId}`} className={LINK}>
              {gateName ?? gateId}
            </Link>
          )}
          {gateVersion === null ? "" : `, version ${formatCountExact(gateVersion)}`}
        </Fact>
        <Fact label="Asked for">{entry.modelAsked ?? "nothing that could be read"}</Fact>
        <Fact label="Answered by">
          {entry.modelUsed ?? "no model"}
          {entry.provider === null ? "" : ` (${entry.provider})`}
        </Fact>
        <Fact label="Provider key">{keyWords(entry)}</Fact>
        <Fact label="Endpoint">
          <code>{entry.endpoint}</code>
        </Fact>
        <Fact label="Tokens">
          {formatCountExact(tokens.input)} in, {formatCountExact(tokens.output)} out
          {reasoning > 0 ? `, of which ${formatCountExact(reasoning)} reasoning` : ""}
        </Fact>
        <Fact label="Certainty">
          {CERTAINTY_WORDS[certainty]}. {CERTAINTY_NOTES[certainty]}
        </Fact>
        <Fact label="Network">{entry.network ?? "not known"}</Fact>
        <Fact label="Client">{entry.userAgent ?? "not said"}</Fact>
        <Fact label="Streamed">{entry.streamed ? "yes" : "no"}</Fact>
        <Fact label="Fallback">{entry.fellBack ? "yes" : "no"}</Fact>
        <Fact label="Test">{entry.isTest ? "yes, it cost and counted like any other call" : "no"}</Fact>
      </dl>
    </PanelSection>
  );
}

function keyWords({ ownProviderKey, provider }: LogEntry): string {
  if (ownProviderKey === null) return provider === null ? "none, nobody was asked" : "not known";
  return ownProviderKey ? "one of this account" : "one of this instance";
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="font-normal text-subtle">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
