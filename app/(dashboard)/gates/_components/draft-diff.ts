import type { FieldChange } from "@/components/data-table/diff-table";
import { type Said, SHOWN_FIELDS } from "./field-words";

/** What differs between two states of a gate, field by field in the order of the editor. */
export function draftDiff(before: Said, after: Said): FieldChange[] {
  return SHOWN_FIELDS.flatMap(({ field, label, words }) => {
    const change = { field, label, before: words(before), after: words(after) };
    return change.before === change.after ? [] : [change];
  });
}
