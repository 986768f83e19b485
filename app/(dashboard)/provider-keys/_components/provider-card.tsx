import { Suspense } from "react";
import { Figure } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount, formatUsd } from "@/lib/core/format";
import type { DirectoryEntry } from "@/lib/providers/directory";
import { AddKeyButton } from "./add-key-button";
import { KeyRow } from "./key-row";
import { ModelCount } from "./model-count";
import { providerState } from "./provider-state";
import type { ShownProvider } from "./read-providers";
import { RestingNote } from "./resting-note";
import { StateBadge } from "./state-badge";
import type { DeleteTarget } from "./targets";

/* Three numbers side by side; on a phone the last one, which is the widest, has a line of its own. */
const FIGURES =
  "grid divide-line border-line border-t sm:grid-cols-3 sm:divide-x max-sm:grid-cols-2 max-sm:[&>:last-child]:col-span-2 max-sm:[&>:last-child]:border-t max-sm:[&>:last-child]:border-line max-sm:[&>:nth-child(2)]:border-l max-sm:[&>:nth-child(2)]:border-line";

/** One provider: what reaches it, what it was used for in the last day, and the account's keys in their order. */
export function ProviderCard({
  shown,
  entry,
  now,
}: {
  shown: ShownProvider;
  entry: DirectoryEntry | undefined;
  now: Date;
}) {
  const { provider, kind, name, keys, fromEnvironment, day } = shown;
  const heading = `provider-${provider}`;
  const target = { kind, name: provider, baseUrl: keys[0]?.baseUrl ?? "" };
  const failure = entry?.failure ?? null;
  const blocked = failure !== null;
  const isReachable = entry !== undefined || keys.length > 0;
  return (
    <section aria-labelledby={heading} className="rounded-md border border-line bg-canvas">
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 p-4">
        <div className="flex min-w-0 items-center gap-2">
          <h2 id={heading} tabIndex={-1} className="min-w-0 break-words text-base text-ink">
            {name}
          </h2>
          <StateBadge state={providerState(keys, fromEnvironment, blocked)} />
        </div>
        <AddKeyButton
          target={target}
          label={keys.length === 0 ? "Add key" : "Add another key"}
          provider={name}
        />
      </header>
      {isReachable ? (
        <dl className={FIGURES}>
          <Figure
            label="Models available"
            value={
              <Suspense fallback={<Skeleton className="h-6 w-10" />}>
                <ModelCount entry={entry} />
              </Suspense>
            }
          />
          <Figure label="Requests, 24 h" value={formatCount(day.requests)} />
          <Figure
            label="Spend, 24 h"
            value={formatUsd(day.costNanoUsd, { estimated: keys.length > 0 && day.requests > 0 })}
            note={day.unpriced === 0 ? null : `${formatCount(day.unpriced)} without a price`}
          />
        </dl>
      ) : null}
      <RestingNote entry={entry} now={now} />
      {failure === null ? null : (
        <p className="break-words border-line border-t px-4 py-3 text-danger text-xs">{failure.message}</p>
      )}
      {keys.length === 0 ? (
        <p className="border-line border-t p-4 text-muted">{withoutKeys(name, fromEnvironment)}</p>
      ) : (
        <ul className="divide-y divide-line border-line border-t">
          {keys.map((key, place) => (
            <KeyRow
              key={key.id}
              facts={{
                key,
                provider: name,
                place,
                count: keys.length,
                blocked,
                fallback: fallbackOf(shown, key.id),
              }}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function withoutKeys(name: string, fromEnvironment: boolean): string {
  return fromEnvironment
    ? `Calls use the key of this instance. A key of your own takes its place.`
    : `Calls to models of ${name} are refused until there is a key.`;
}

/** What calls use once a key is deleted. */
function fallbackOf({ keys, fromEnvironment }: ShownProvider, id: string): DeleteTarget["fallback"] {
  if (keys.some((key) => key.id !== id && key.isActive)) return "key";
  return fromEnvironment ? "environment" : "nothing";
}
