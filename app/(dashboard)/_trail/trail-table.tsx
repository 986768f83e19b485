import { DiffTable, type FieldChange } from "@/components/data-table/diff-table";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";

/** A word of a sentence that may lead somewhere. */
export type TrailName = { text: string; href: string | null };

/** An entry of a trail in words. */
export type TrailRow = {
  id: string;
  sequence: number;
  at: Date;
  who: TrailName;
  /** `created the key` */
  did: string;
  /** Null where the sentence is whole without it. */
  what: TrailName | null;
  /** The address it came from, and what with. */
  from: { network: TrailName | null; client: string | null };
  changes: readonly FieldChange[];
  hash: string;
};

const cell =
  "px-3 py-2.5 text-left align-top font-normal first:pl-4 last:pr-4 max-md:block max-md:px-4 max-md:py-0.5";

/** What was done, newest first: a sentence for each entry, which opens to what it changed. On phones a row is a card. */
export function TrailTable({ caption, rows }: { caption: string; rows: readonly TrailRow[] }) {
  return (
    <table className="w-full table-fixed text-sm max-md:block">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-md:hidden">
        <tr className="text-subtle text-xs">
          {["When", "What", "From"].map((header, index) => (
            <th
              key={header}
              scope="col"
              className={cn(
                "h-9 border-line border-b bg-surface px-3 text-left font-normal first:rounded-tl-md first:pl-4 last:rounded-tr-md last:pr-4",
                index === 0 && "w-32",
                index === 2 && "w-48",
              )}
            >
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-md:block">
        {rows.map((row) => (
          <tr key={row.id} className="border-line not-last:border-b max-md:block max-md:py-2">
            <td className={cn(cell, "text-muted max-md:text-xs")}>
              <Time value={row.at} />
            </td>
            <th scope="row" className={cn(cell, "break-words")}>
              <Sentence row={row} />
              <Details row={row} />
            </th>
            <td className={cn(cell, "break-words text-muted text-xs")}>
              <From from={row.from} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sentence({ row: { who, did, what } }: { row: TrailRow }) {
  return (
    <p>
      <Name name={who} /> {did}
      {what === null ? null : (
        <>
          {" "}
          <Name name={what} />
        </>
      )}
    </p>
  );
}

function Name({ name: { text, href } }: { name: TrailName }) {
  if (href === null) return <span className="font-medium">{text}</span>;
  return (
    <Link
      href={href}
      className="rounded-sm font-medium underline decoration-line underline-offset-4 hover:decoration-current"
    >
      {text}
    </Link>
  );
}

/* The browser's own disclosure: it opens without a script. */
function Details({ row: { sequence, changes, hash } }: { row: TrailRow }) {
  return (
    <details className="mt-1">
      <summary className="w-fit cursor-pointer rounded-sm py-1 text-muted text-xs hover:text-ink">
        {changes.length === 0 ? "Details" : "Before and after"}
        <span className="sr-only"> of entry {sequence}</span>
      </summary>
      <div className="mt-2 flex flex-col gap-2 pb-1">
        {changes.length === 0 ? null : (
          <DiffTable
            changes={changes}
            before="Before"
            after="After"
            label={`What entry ${sequence} changed`}
          />
        )}
        <p className="break-all text-muted text-xs">
          Entry {sequence}, hash <code className="font-mono">{hash}</code>
        </p>
      </div>
    </details>
  );
}

function From({ from: { network, client } }: { from: TrailRow["from"] }) {
  if (network === null && client === null) return <span className="max-md:hidden">—</span>;
  return (
    <>
      {network === null ? null : <Name name={network} />}
      {client === null ? null : <span className="md:block max-md:before:content-['_']">{client}</span>}
    </>
  );
}
