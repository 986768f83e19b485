import { hash } from "node:crypto";
import type { auditEntries } from "@/db/schema/audit";

/** An entry as it is stored, without the two hashes. */
export type AuditContent = Omit<typeof auditEntries.$inferSelect, "hash" | "previousHash">;

/** What the first entry of an account has in place of a hash before it: 32 zero bytes. */
export const CHAIN_START = new Uint8Array(32);

/**
 * The hash of an entry: SHA-256 of the hash before it (32 bytes) and of the entry as JSON in UTF-8, its members and those of
 * every object in it in the order of their names (RFC 8785 for the values an entry can hold), times as `2026-11-22T09:30:00.000Z`.
 */
export function entryHash(previousHash: Uint8Array, entry: AuditContent): Uint8Array {
  const text = Buffer.from(canonicalJson(entry));
  return hash("sha256", Buffer.concat([previousHash, text]), "buffer");
}

/** JSON with the members of objects in the order of their names, so that equal values are equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) => (isPlainObject(inner) ? sorted(inner) : inner));
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sorted(value: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, value[name]]));
}
