import type { Json } from "@/db/schema/audit";

/** Fields of a thing as a verb has them. */
export type Fields = Record<string, unknown>;

type JsonFields = { [name: string]: Json };

/** Of two states of a thing the fields that differ, as JSON; all of them when there is only one state. */
export function differing(
  before: Fields | null,
  after: Fields | null,
): { before: JsonFields | null; after: JsonFields | null } {
  const [old, now] = [before && plain(before), after && plain(after)];
  if (old === null || now === null) return { before: old, after: now };
  const names = Object.keys({ ...old, ...now }).filter(
    (name) => JSON.stringify(old[name]) !== JSON.stringify(now[name]),
  );
  const only = (fields: JsonFields) => Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));
  return { before: only(old), after: only(now) };
}

/** As JSON has it, since that is what will be read: dates as text, large integers as text, nothing undefined. */
function plain(fields: Fields): JsonFields {
  const text = JSON.stringify(fields, (_name, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
  return JSON.parse(text);
}
