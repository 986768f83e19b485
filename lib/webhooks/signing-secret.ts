import { createHmac, randomBytes } from "node:crypto";
import type { AccountId, WebhookId } from "@/lib/core/ids";
import type { SecretPlace } from "@/lib/sealing/secret-box";

const PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** A new signing secret: `whsec_` and 32 random bytes in base64 (Standard Webhooks, "Signature scheme"). */
export function newSigningSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString("base64");
}

/** Where a signing secret is sealed to. */
export function signingSecretPlace(accountId: AccountId, rowId: WebhookId): SecretPlace {
  return { table: "webhooks", rowId, accountId };
}

/**
 * The value of `webhook-signature`: one `v1,` signature for each secret, with blanks between them. Signed is
 * `id.timestamp.body` with HMAC-SHA256 (Standard Webhooks, "Signature scheme"). `timestamp` is Unix seconds.
 */
export function signatures(
  secrets: readonly string[],
  { id, timestamp, body }: { id: string; timestamp: number; body: string },
): string {
  const signed = `${id}.${timestamp}.${body}`;
  return secrets
    .map((secret) => Buffer.from(secret.slice(PREFIX.length), "base64"))
    .map((key) => `v1,${createHmac("sha256", key).update(signed).digest("base64")}`)
    .join(" ");
}
