import { z } from "zod";

/** 32 random bytes, and the text that they were given as. */
export type MasterKey = { text: string; bytes: Uint8Array };

export const MAKE_MASTER_KEY = "make one with: openssl rand -base64 32";

const LENGTH = 32;
// 32 random bytes have some 30 different values; fewer than 16 do not happen by chance.
const FEWEST_VALUES = 16;

/** A key for AES-256: 32 bytes as base64 or as 64 hexadecimal digits. Nothing that a person could have made up. */
export const masterKey = z.preprocess(
  (value) => (value === "" ? undefined : value),
  z
    .string()
    .transform((text, issues): MasterKey => {
      const bytes = read(text.trim());
      const problem =
        bytes === null
          ? "must be 32 bytes in base64 or 64 hexadecimal digits"
          : isMadeUp(bytes)
            ? "is an example or a text, not random bytes"
            : null;
      if (bytes !== null && problem === null) return { text, bytes };
      issues.addIssue({ code: "custom", message: `${problem}; ${MAKE_MASTER_KEY}` });
      return z.NEVER;
    })
    .optional(),
);

function read(text: string): Uint8Array | null {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, "hex");
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return null;
  const bytes = Buffer.from(text, "base64");
  return bytes.length === LENGTH ? bytes : null;
}

function isMadeUp(bytes: Uint8Array): boolean {
  const isText = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  const steps = new Set(bytes.slice(1).map((byte, at) => byte - (bytes[at] ?? 0)));
  return isText || steps.size === 1 || new Set(bytes).size < FEWEST_VALUES;
}
