import { type Said, SHOWN_FIELDS } from "./field-words";

/** One field that differs, with both values in words. */
export type FieldChange = { field: string; label: string; before: string; after: string };

/** What differs between two states of a gate, field by field in the order of the editor. */
export function draftDiff(before: Said, after: Said): FieldChange[] {
  return SHOWN_FIELDS.flatMap(({ field, label, words }) => {
    const change = { field, label, before: words(before), after: words(after) };
    return change.before === change.after ? [] : [change];
  });
}
