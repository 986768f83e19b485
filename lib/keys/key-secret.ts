import { hash, randomBytes } from "node:crypto";
import type { ErrorCode } from "@/lib/core/errors";
import { SECRET_LENGTH, SECRET_PREFIX, secretChecksum, secretShape } from "@/lib/core/secret-shape";

const RANDOM_BYTES = 28;

export type MintedSecret = {
  /** The whole text. Shown once, stored nowhere. */
  secret: string;
  /** SHA-256 of the text, 32 bytes: what the database keeps. */
  hash: Uint8Array;
  /** First 12 characters, for recognising. */
  prefix: string;
  lastFour: string;
};

/**
 * Makes a secret: `layer_`, 56 random hex digits (224 bits) and the CRC-32 of these 56 as 8 hex digits, so that
 * a typing error is told from an unknown key without a look-up.
 */
export function mintSecret(): MintedSecret {
  const random = randomBytes(RANDOM_BYTES).toString("hex");
  const secret = `${SECRET_PREFIX}${random}${secretChecksum(random)}`;
  return { secret, hash: hashSecret(secret), prefix: secret.slice(0, 12), lastFour: secret.slice(-4) };
}

/** SHA-256 of a secret. No slow hash is needed: nobody guesses 224 random bits. */
export function hashSecret(secret: string): Buffer {
  return hash("sha256", secret, "buffer");
}

export type SecretInspection =
  | { kind: "plausible"; hash: Buffer }
  | { kind: "impossible"; code: ErrorCode; message: string };

/**
 * Tells what can be known of a sent secret without the database. The messages help its holder and never repeat
 * any of it.
 */
export function inspectSecret(text: string): SecretInspection {
  const impossible = (code: ErrorCode, message: string): SecretInspection => ({
    kind: "impossible",
    code,
    message,
  });
  const shape = secretShape(text);
  switch (shape) {
    case "whole":
      return { kind: "plausible", hash: hashSecret(text) };
    case "blank inside":
      return impossible(
        "key_has_blanks",
        "The API key contains blanks or line breaks. Copy it again without them.",
      );
    case "foreign":
      return impossible(
        "key_malformed",
        `This is not a Layer API key: a key starts with "${SECRET_PREFIX}".`,
      );
    case "short":
    case "long":
      return impossible(
        "key_wrong_length",
        `The API key is too ${shape}: ${text.length} of ${SECRET_LENGTH} characters. Copy the whole key.`,
      );
    case "odd characters":
      return impossible(
        "key_malformed",
        `The API key has characters that no key has: after "${SECRET_PREFIX}" come only 0-9 and a-f, in lower case.`,
      );
    case "slip":
      return impossible(
        "key_mistyped",
        `The API key has a typing error: a character that no key has in that place. After "${SECRET_PREFIX}" come only 0-9 and a-f, in lower case. Copy it again.`,
      );
    case "checksum":
      return impossible(
        "key_mistyped",
        "The API key has a typing error: its checksum does not match. Copy it again.",
      );
  }
}
