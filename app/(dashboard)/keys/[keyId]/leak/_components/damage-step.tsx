import { Download } from "lucide-react";
import { Button, ButtonLink } from "@/components/ui/button";
import { Figure } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { formatCountExact, formatMoment } from "@/lib/core/format";
import { DAY_MS } from "@/lib/core/time";
import type { DamageReport, SuggestedSince } from "@/lib/keys/leak/damage";
import { DamageTable } from "./damage-table";
import { callWords, comparisonWords, costWords, expiredWords, reasonWords } from "./damage-words";

const SPLITS = [
  { name: "networks", caption: "By network", first: "Network", mono: true },
  { name: "models", caption: "By model", first: "Model", mono: true },
  { name: "gates", caption: "By gate", first: "Gate", mono: false },
  { name: "agents", caption: "By program", first: "Program", mono: false },
  { name: "endpoints", caption: "By endpoint", first: "Endpoint", mono: true },
] as const;

/** What the key did since when, and what of it is new. */
export function DamageStep({
  report,
  suggested,
  zone,
  now,
}: {
  report: DamageReport;
  suggested: SuggestedSince;
  zone: string;
  now: Date;
}) {
  const { total, keyId, since } = report;
  const file = (format: string) => `/keys/${keyId}/leak/export?since=${since.toISOString()}&format=${format}`;
  return (
    <>
      <Since keyId={keyId} since={since} suggested={suggested} zone={zone} now={now} />
      <dl className="grid grid-cols-2 divide-line rounded-md border border-line sm:grid-cols-4 sm:divide-x">
        <Figure label="Calls" value={formatCountExact(total.calls)} />
        <Figure label="Failed" value={formatCountExact(total.errors)} />
        <Figure
          label="Cost"
          value={costWords(total)}
          note={total.unpriced === 0 ? undefined : `${callWords(total.unpriced)} without a known price`}
        />
        <Figure label="Tokens in and out" value={tokenWords(total)} />
      </dl>
      {report.expired === null ? null : <p>{expiredWords(report, zone)}</p>}
      <p className="text-muted">{comparisonWords(report, now)}</p>
      {total.calls === 0
        ? null
        : SPLITS.map(({ name, ...words }) => (
            <DamageTable key={name} split={report.splits[name]} zone={zone} {...words} />
          ))}
      <div className="flex flex-wrap gap-2">
        <ExportLink href={file("csv")} label="Export CSV" />
        <ExportLink href={file("json")} label="Export JSON" />
      </div>
    </>
  );
}

function tokenWords(total: DamageReport["total"]): string {
  const input = total.inputTokens + total.cachedInputTokens + total.cacheWriteTokens;
  return `${formatCountExact(input)} · ${formatCountExact(total.outputTokens)}`;
}

function ExportLink({ href, label }: { href: string; label: string }) {
  return (
    <ButtonLink
      href={href}
      prefetch={false}
      size="sm"
      icon={<Download aria-hidden="true" className="size-3.5" />}
    >
      {label}
    </ButtonLink>
  );
}

function Since({
  keyId,
  since,
  suggested,
  zone,
  now,
}: Pick<DamageReport, "keyId" | "since"> & { suggested: SuggestedSince; zone: string; now: Date }) {
  const page = `/keys/${keyId}/leak`;
  const ago = (days: number) => `${page}?since=${new Date(now.getTime() - days * DAY_MS).toISOString()}`;
  return (
    <div className="flex flex-col gap-3">
      <p>
        Since <strong className="font-medium">{formatMoment(since, zone)}</strong>
        {since.getTime() === suggested.at.getTime() ? ` (${reasonWords(suggested)})` : null}
      </p>
      <nav aria-label="Since when" className="flex flex-wrap gap-2">
        <ButtonLink href={page} size="sm" scroll={false}>
          Suggested: {reasonWords(suggested)}
        </ButtonLink>
        {[1, 7, 30].map((days) => (
          <ButtonLink key={days} href={ago(days)} size="sm" scroll={false} prefetch={false}>
            {days === 1 ? "24 hours" : `${days} days`}
          </ButtonLink>
        ))}
      </nav>
      <form action={page} className="flex flex-wrap items-end gap-2">
        <Field label="Another moment, in UTC">
          <Input
            type="datetime-local"
            name="since"
            defaultValue={since.toISOString().slice(0, 16)}
            required
          />
        </Field>
        <Button type="submit">Look since then</Button>
      </form>
    </div>
  );
}
