import { v7, validate } from "uuid";

declare const noun: unique symbol;

/** A UUID that says what it identifies, so that a key id cannot be passed where a gate id is meant. */
type Id<Noun extends string> = string & { readonly [noun]: Noun };

export type AccountId = Id<"account">;
export type UserId = Id<"user">;
export type SessionId = Id<"session">;
export type KeyId = Id<"key">;
export type SecretId = Id<"secret">;
export type GateId = Id<"gate">;
export type GateVersionId = Id<"gate version">;
export type ProviderKeyId = Id<"provider key">;
export type PriceId = Id<"price">;
export type RequestId = Id<"request">;
export type BookingId = Id<"booking">;
export type SavedViewId = Id<"saved view">;
export type ExportId = Id<"export">;
export type ReportId = Id<"provider report">;
export type AuditEntryId = Id<"audit entry">;
export type AlertId = Id<"alert">;
export type SpendingLimitId = Id<"spending limit">;
export type PlanRequestId = Id<"plan request">;
export type WebhookId = Id<"webhook">;
export type DeliveryId = Id<"delivery">;

/**
 * A new time-ordered identifier (UUIDv7, RFC 9562 section 5.7). `timestampMs` is Unix milliseconds and
 * defaults to the present; seeds pass a moment of the past.
 */
export function newId<T extends Id<string>>(timestampMs?: number): T {
  return (timestampMs === undefined ? v7() : v7({ msecs: timestampMs, random: randomBytes() })) as T;
}

const pool = new Uint8Array(4_096);
let used = pool.length;

/** 16 random bytes from a pool: asking the system for each id alone would cost more than making the id. */
function randomBytes(): Uint8Array {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  used += 16;
  return pool.slice(used - 16, used);
}

/** True for any canonical UUID text. Anything else is answered like an unknown id, never as a server error. */
export function isUuid(text: string): boolean {
  return validate(text);
}

/** The smallest UUIDv7 of a moment (Unix milliseconds): the lower bound of an id range that starts there. */
export function lowestIdAt(timestampMs: number): string {
  const hex = Math.max(0, Math.floor(timestampMs)).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-0000-0000-000000000000`;
}
