import { createHash, randomBytes } from "node:crypto";

/** How long a sign-in lasts. It is not prolonged, so that the cookie and the row always end together. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** A new session token: 256 random bits as hex. Only the browser keeps it. */
export function newSessionToken(): string {
  return randomBytes(32).toString("hex");
}

/** What the table keeps instead of a token: SHA-256 as hex. A stolen dump therefore opens no session. */
export function sessionTokenHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
