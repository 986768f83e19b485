import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import { Time } from "@/components/ui/time";
import type { ApiKey } from "@/lib/keys/contract";
import { scopeWord } from "@/lib/keys/scope/scope-words";
import { type KeyState, maskedKey } from "../../_components/key-state";

/** What is known about a key besides its usage. */
export function KeyFacts({ apiKey, state, zone }: { apiKey: ApiKey; state: KeyState; zone: string }) {
  const { createdBy, lastUsedAt, expiresAt } = apiKey;
  return (
    <section aria-label="About this key" className="flex flex-col gap-4">
      <p className="text-muted">{state.sentence}</p>
      {apiKey.description === null ? null : (
        <p className="max-w-prose whitespace-pre-line break-words">{apiKey.description}</p>
      )}
      {apiKey.tags.length === 0 ? null : (
        <ul aria-label="Tags" className="flex flex-wrap gap-1.5">
          {apiKey.tags.map((tag) => (
            <li key={tag} className="min-w-0">
              <Badge className="max-w-full truncate">{tag}</Badge>
            </li>
          ))}
        </ul>
      )}
      <dl className="grid grid-cols-2 gap-x-8 gap-y-3 lg:flex lg:flex-wrap">
        <Fact label="Key">{apiKey.countsTests ? "No secret" : <code>{maskedKey(apiKey)}</code>}</Fact>
        <Fact label="Created">
          <Time value={apiKey.createdAt} zone={zone} />
          {createdBy === null ? null : <span className="text-muted"> by {createdBy}</span>}
        </Fact>
        <Fact label="Last used">
          {lastUsedAt === null ? "Never used" : <Time value={lastUsedAt} zone={zone} />}
        </Fact>
        <Fact label="Expires">{expiresAt === null ? "Never" : <Time value={expiresAt} zone={zone} />}</Fact>
        <Fact label="Scope">{scopeWord(apiKey.scope)}</Fact>
        <Fact label="Id" className="max-lg:col-span-2">
          <span className="flex flex-wrap items-center gap-x-1">
            <code className="break-all text-xs">{apiKey.id}</code>
            <CopyButton value={apiKey.id} label="Copy id" variant="ghost" className="-my-1" />
          </span>
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <div className={cn("min-w-0", className)}>
      <dt className="font-normal text-subtle text-xs">{label}</dt>
      <dd className="mt-0.5 break-words">{children}</dd>
    </div>
  );
}
