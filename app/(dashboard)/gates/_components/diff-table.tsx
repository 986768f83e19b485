import type { FieldChange } from "./draft-diff";

/** Two states of a gate side by side, only the fields that differ. */
export function DiffTable({
  changes,
  before,
  after,
}: {
  changes: readonly FieldChange[];
  /** What the two states are called. */
  before: string;
  after: string;
}) {
  if (changes.length === 0) return <p className="text-muted">Nothing differs.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label="Differences" tabIndex={0} className="overflow-x-auto rounded-md border border-line">
      <table className="w-full min-w-[30rem] table-fixed text-sm">
        <caption className="sr-only">
          {changes.length} {changes.length === 1 ? "field differs" : "fields differ"}
        </caption>
        <thead>
          <tr className="text-left text-subtle text-xs">
            {["Field", before, after].map((header, index) => (
              <th
                key={header}
                scope="col"
                className={`h-9 border-line border-b bg-surface px-3 font-normal ${index === 0 ? "w-32" : ""}`}
              >
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.field} className="border-line border-b align-top last:border-b-0">
              <th scope="row" className="break-words px-3 py-2 text-left font-normal text-muted">
                {change.label}
              </th>
              <Value sign="−" text={change.before} />
              <Value sign="+" text={change.after} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/* A sign as well as a colour tells the old value from the new one. */
function Value({ sign, text }: { sign: "−" | "+"; text: string }) {
  const look = sign === "+" ? "bg-ok-tint text-ink" : "bg-danger-tint text-ink";
  return (
    <td className={`px-3 py-2 ${look}`}>
      <span className="flex gap-2">
        <span aria-hidden="true" className={sign === "+" ? "text-ok" : "text-danger"}>
          {sign}
        </span>
        <span className="max-h-60 min-w-0 overflow-y-auto whitespace-pre-wrap break-words font-mono text-xs leading-5">
          {text}
        </span>
      </span>
    </td>
  );
}
