import { hash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import type { ErrorCode } from "@/lib/core/errors";

const PREFIX = "layer_";
const RANDOM_HEX = 56;
const CHECKSUM_HEX = 8;
const SECRET_LENGTH = PREFIX.length + RANDOM_HEX + CHECKSUM_HEX;

/** How a secret looks, for scanners: published in the documentation. */
export const SECRET_PATTERN = /^layer_[0-9a-f]{64}$/;

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
  const random = randomBytes(RANDOM_HEX / 2).toString("hex");
  const secret = `${PREFIX}${random}${checksum(random)}`;
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
  if (/\s/.test(text)) {
    return impossible(
      "key_has_blanks",
      "The API key contains blanks or line breaks. Copy it again without them.",
    );
  }
  if (!text.startsWith(PREFIX)) {
    return impossible("key_malformed", `This is not a Layer API key: a key starts with "${PREFIX}".`);
  }
  if (text.length !== SECRET_LENGTH) {
    const fault = text.length < SECRET_LENGTH ? "short" : "long";
    return impossible(
      "key_wrong_length",
      `The API key is too ${fault}: ${text.length} of ${SECRET_LENGTH} characters. Copy the whole key.`,
    );
  }
  if (!SECRET_PATTERN.test(text)) {
    return impossible(
      "key_malformed",
      `The API key has characters that no key has: after "${PREFIX}" come only 0-9 and a-f, in lower case.`,
    );
  }
  const random = text.slice(PREFIX.length, PREFIX.length + RANDOM_HEX);
  if (checksum(random) !== text.slice(-CHECKSUM_HEX)) {
    return impossible(
      "key_mistyped",
      "The API key has a typing error: its checksum does not match. Copy it again.",
    );
  }
  return { kind: "plausible", hash: hashSecret(text) };
}

function checksum(random: string): string {
  return crc32(random).toString(16).padStart(CHECKSUM_HEX, "0");
}
