import { ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import type { ErrorCode } from "@/lib/core/errors";
import { formatCountExact } from "@/lib/core/format";
import { REMEDIES } from "@/lib/core/remedies";
import type { ErrorGroup } from "@/lib/logs/contract";
import { RowTime } from "../list/row-time";
import { errorTitle } from "../list/status-words";

const LINK =
  "inline-flex min-h-6 items-center rounded-sm text-ink underline decoration-line underline-offset-4 hover:decoration-current";
const MOST_NAMED = 5;

/** One cause: what it is, how often and when, whom it hit, and what to do about it. */
export function ErrorCard({
  group,
  zone,
  rowsHref,
  latestHref,
}: {
  group: ErrorGroup;
  zone: string;
  rowsHref: string;
  latestHref: string;
}) {
  const { errorCode, message, provider, count, firstAt, lastAt, keys, gates } = group;
  return (
    <li className="flex min-w-0 flex-col gap-2 rounded-md border border-line p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="min-w-0 break-words font-medium text-sm">
          {errorTitle(errorCode)}
          {provider === null ? null : <span className="font-normal text-muted">, {provider}</span>}
        </h2>
        <p className="tabular text-sm">
          {formatCountExact(count)} {count === 1 ? "request" : "requests"}
        </p>
      </div>
      {message === null ? null : <p className="break-words text-muted text-sm">{message}</p>}
      <p className="text-sm">
        {remedyOf(errorCode)}{" "}
        <Link href={`/docs/errors#${errorCode}`} className={LINK}>
          <code className="text-xs">{errorCode}</code>
        </Link>
      </p>
      <dl className="flex flex-wrap gap-x-6 gap-y-1 text-muted text-xs">
        <Fact label="First seen">
          <RowTime at={firstAt} zone={zone} />
        </Fact>
        <Fact label="Last seen">
          <RowTime at={lastAt} zone={zone} />
        </Fact>
        <Fact label={keys.length === 1 ? "Key" : "Keys"}>
          <Names items={keys} path="/keys" gone="a deleted key" />
        </Fact>
        {gates.length === 0 ? null : (
          <Fact label={gates.length === 1 ? "Gate" : "Gates"}>
            <Names items={gates} path="/gates" gone="a deleted gate" />
          </Fact>
        )}
      </dl>
      <div className="flex flex-wrap gap-2 pt-1">
        <ButtonLink size="sm" href={rowsHref} prefetch={false}>
          Show its rows
        </ButtonLink>
        <ButtonLink size="sm" variant="ghost" href={latestHref} scroll={false} prefetch={false} data-log-row>
          Open the latest
        </ButtonLink>
      </div>
    </li>
  );
}

function remedyOf(code: string): string {
  return Object.hasOwn(REMEDIES, code) ? REMEDIES[code as ErrorCode] : "This code has no entry here.";
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="flex min-w-0 gap-1.5">
      <dt className="font-normal text-subtle">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}

function Names({
  items,
  path,
  gone,
}: {
  items: ReadonlyArray<{ id: string; name: string | null }>;
  path: string;
  gone: string;
}) {
  const more = items.length - MOST_NAMED;
  return (
    <>
      {items.slice(0, MOST_NAMED).map(({ id, name }, index) => (
        <span key={id}>
          {index === 0 ? "" : ", "}
          {name === null ? (
            gone
          ) : (
            <Link href={`${path}/${id}`} className={LINK}>
              {name}
            </Link>
          )}
        </span>
      ))}
      {more > 0 ? ` and ${formatCountExact(more)} more` : ""}
    </>
  );
}
