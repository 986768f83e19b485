"use client";

import type { DataTableSelection } from "./types";

/** The box in front of a row. */
export function SelectRow<Row>({
  row,
  id,
  selection,
}: {
  row: Row;
  id: string;
  selection: DataTableSelection<Row>;
}) {
  return (
    <label className="flex size-6 items-center justify-center">
      <input
        type="checkbox"
        aria-label={`Select ${selection.nameOf(row)}`}
        checked={selection.selected.has(id)}
        onChange={({ target }) => selection.select([id], target.checked)}
        className="size-4 accent-accent"
      />
    </label>
  );
}

/** The box above them, for all rows of the page. */
export function SelectAll<Row>({
  noun,
  ids,
  selection,
}: {
  noun: string;
  ids: string[];
  selection: DataTableSelection<Row>;
}) {
  const chosen = ids.filter((id) => selection.selected.has(id)).length;
  const all = ids.length > 0 && chosen === ids.length;
  return (
    <td className="h-9 w-10 rounded-tl-md border-line border-b bg-surface pl-3">
      <label className="flex size-6 items-center justify-center">
        <input
          type="checkbox"
          aria-label={`Select all ${noun} on this page`}
          checked={all}
          ref={(box) => {
            if (box) box.indeterminate = chosen > 0 && !all;
          }}
          onChange={() => selection.select(ids, !all)}
          className="size-4 accent-accent"
        />
      </label>
    </td>
  );
}
