/** One field that differs, with both values in words. */
export type FieldChange = { field: string; label: string; before: string; after: string };

/** Two states of a thing side by side, only the fields that differ. */
export function DiffTable({
  changes,
  before,
  after,
  label = "Differences",
}: {
  changes: readonly FieldChange[];
  /** What the two states are called. */
  before: string;
  after: string;
  /** Tells it from others of its kind on the page. */
  label?: string;
}) {
  if (changes.length === 0) return <p className="text-muted">Nothing differs.</p>;
  return (
    <section aria-label={label} className="overflow-hidden rounded-md border border-line">
      <table className="w-full table-fixed text-sm max-md:block">
        <caption className="sr-only">
          {changes.length} {changes.length === 1 ? "field differs" : "fields differ"}
        </caption>
        <thead className="max-md:hidden">
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
        <tbody className="max-md:block">
          {changes.map((change) => (
            <tr key={change.field} className="border-line align-top not-last:border-b max-md:block">
              <th scope="row" className="break-words px-3 py-2 text-left font-normal text-muted max-md:block">
                {change.label}
              </th>
              <Value sign="−" state={before} text={change.before} />
              <Value sign="+" state={after} text={change.after} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/* A sign as well as a colour tells the old value from the new one. */
function Value({ sign, state, text }: { sign: "−" | "+"; state: string; text: string }) {
  const look = sign === "+" ? "bg-ok-tint text-ink" : "bg-danger-tint text-ink";
  return (
    <td className={`px-3 py-2 max-md:block ${look}`}>
      <span className="mb-0.5 block text-muted text-xs md:hidden">{state}</span>
      <span className="flex gap-2">
        <span aria-hidden="true" className={sign === "+" ? "text-ok" : "text-danger"}>
          {sign}
        </span>
        <span className="min-w-0 whitespace-pre-wrap break-words font-mono text-xs leading-5">{text}</span>
      </span>
    </td>
  );
}
