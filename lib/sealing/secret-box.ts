import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import type { AccountId } from "@/lib/core/ids";

/** Where an encrypted secret is kept; it cannot be read anywhere else. */
export type SecretPlace = { table: string; rowId: string; accountId: AccountId };

/** 32 bytes each; `previous` still opens what it sealed while the key is being replaced. */
export type MasterKeys = { current: Uint8Array; previous?: Uint8Array | undefined };

export type SecretBox = {
  /** Encrypts a text for one row. The same text never gives the same bytes twice. */
  seal(text: string, place: SecretPlace): Uint8Array;
  /** The text again. Throws `SecretUnreadable` when bytes, row, account or master key are not the ones it was sealed with. */
  open(sealed: Uint8Array, place: SecretPlace): string;
};

/** Encrypted bytes that cannot be read here. Says nothing of their content. */
export class SecretUnreadable extends Error {
  constructor(why: string) {
    super(`The encrypted secret cannot be read: ${why}.`);
    this.name = "SecretUnreadable";
  }
}

const VERSION = 1;
const KEY_ID_BYTES = 4;
// NIST SP 800-38D: a random IV of 96 bits for at most 2^32 texts per key, and the full tag of 128 bits.
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + KEY_ID_BYTES;
const CIPHER = "aes-256-gcm";

/**
 * Seals secrets with AES-256-GCM. What is stored is a version byte, four bytes that tell the master key, the IV, the tag and
 * the ciphertext; head and place are authenticated with it.
 */
export function secretBox({ current, previous }: MasterKeys): SecretBox {
  const keys = [current, ...(previous === undefined ? [] : [previous])].map((key) => ({
    key,
    id: keyId(key),
  }));
  return {
    seal(text, place) {
      const head = Buffer.concat([Buffer.of(VERSION), keyId(current)]);
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, current, iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(associatedData(head, place));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([head, iv, cipher.getAuthTag(), body]);
    },
    open(sealed, place) {
      const bytes = Buffer.from(sealed);
      if (bytes.length < HEAD_BYTES + IV_BYTES + TAG_BYTES) throw new SecretUnreadable("it is too short");
      if (bytes[0] !== VERSION) throw new SecretUnreadable("it has an unknown version");
      const head = bytes.subarray(0, HEAD_BYTES);
      const known = keys.find(({ id }) => id.equals(head.subarray(1)));
      if (known === undefined) throw new SecretUnreadable("it was encrypted with another ENCRYPTION_KEY");
      return decrypt(known.key, bytes, associatedData(head, place));
    },
  };
}

function decrypt(key: Uint8Array, bytes: Buffer, data: Buffer): string {
  const [ivEnd, tagEnd] = [HEAD_BYTES + IV_BYTES, HEAD_BYTES + IV_BYTES + TAG_BYTES];
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(HEAD_BYTES, ivEnd), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(data);
    decipher.setAuthTag(bytes.subarray(ivEnd, tagEnd));
    return Buffer.concat([decipher.update(bytes.subarray(tagEnd)), decipher.final()]).toString("utf8");
  } catch {
    throw new SecretUnreadable("it was changed or belongs to another row");
  }
}

/** Tells master keys apart without telling anything of them. */
function keyId(key: Uint8Array): Buffer {
  return createHash("sha256").update("layer master key\n").update(key).digest().subarray(0, KEY_ID_BYTES);
}

function associatedData(head: Buffer, { table, rowId, accountId }: SecretPlace): Buffer {
  return Buffer.concat([head, Buffer.from(JSON.stringify([table, rowId, accountId]))]);
}
