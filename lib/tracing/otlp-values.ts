type Value =
  | { stringValue: string }
  | { intValue: string }
  | { doubleValue: number }
  | { boolValue: boolean };

/** Attributes in OTLP's JSON encoding (opentelemetry.io/docs/specs/otlp). */
export type OtlpAttributes = Array<{ key: string; value: Value }>;

/** Adds an attribute where there is a value. A call has two dozen of them, so nothing is made on the way. */
export function addText(to: OtlpAttributes, key: string, value: string | null): void {
  if (value !== null) to.push({ key, value: { stringValue: value } });
}

export function addWhole(to: OtlpAttributes, key: string, value: number | null): void {
  if (value !== null) to.push({ key, value: { intValue: String(value) } });
}

/** A moment in nanoseconds since 1970, as decimal digits; `momentMs` after 1970. */
export function nanoOf(momentMs: number): string {
  return `${Math.round(momentMs)}000000`;
}
