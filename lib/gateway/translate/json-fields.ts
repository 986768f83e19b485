import { fieldFault } from "../formats/read-fields";

export type Json = Record<string, unknown>;

/** True for an absent field and for null, which the clients of both formats send for "not set". */
export function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

/** The value as an object. Throws invalid_field. */
export function objectAt(value: unknown, at: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw fieldFault(at, "must be an object");
  }
  return value as Json;
}

/** The value as a list. Throws invalid_field. */
export function listAt(value: unknown, at: string): unknown[] {
  if (!Array.isArray(value)) throw fieldFault(at, "must be a list");
  return value;
}

/** The value as a text. Throws invalid_field. */
export function textAt(value: unknown, at: string): string {
  if (typeof value !== "string") throw fieldFault(at, "must be a text");
  return value;
}

/**
 * The value as a text in base64, either alphabet, with or without padding (RFC 4648). Throws invalid_field: the AI SDK's packages
 * stumble over anything else, which would look like a failure of the provider.
 */
export function base64At(value: unknown, at: string): string {
  const text = textAt(value, at);
  const [, digits = "", padding = ""] = /^([\w+/-]*)(={0,2})$/.exec(text.replace(/[\t\n\f\r ]/g, "")) ?? [];
  const isWhole = padding === "" ? digits.length % 4 !== 1 : (digits.length + padding.length) % 4 === 0;
  if (digits === "" || !isWhole) throw fieldFault(at, "must be base64");
  return text;
}

/** The value as a number. Throws invalid_field. */
export function numberAt(value: unknown, at: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw fieldFault(at, "must be a number");
  return value;
}

/** The value as a whole number of at least `least`. Throws invalid_field. */
export function wholeNumberAt(value: unknown, at: string, least = 0): number {
  const number = numberAt(value, at);
  if (!Number.isInteger(number) || number < least) {
    throw fieldFault(at, `must be a whole number of at least ${least}`);
  }
  return number;
}

/** The value as a flag. Throws invalid_field. */
export function flagAt(value: unknown, at: string): boolean {
  if (typeof value !== "boolean") throw fieldFault(at, "must be true or false");
  return value;
}

/** The value as a list of texts; a single text is a list of one. Throws invalid_field. */
export function textsAt(value: unknown, at: string): string[] {
  if (typeof value === "string") return [value];
  return listAt(value, at).map((entry, place) => textAt(entry, `${at}.${place}`));
}

/** Reads a field that may be absent or null: undefined then. */
export function optional<T>(
  from: Json,
  name: string,
  read: (value: unknown, at: string) => T,
  within = "",
): T | undefined {
  const value = from[name];
  return isAbsent(value) ? undefined : read(value, within + name);
}

/** An object without the members that are undefined, so that nothing of them reaches a provider. */
export function defined<T extends object>(fields: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>;
  };
}
