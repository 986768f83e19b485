/** How the secret of a key looks: `layer_`, 56 random hex digits, and the CRC-32 of these 56 as 8 hex digits. */
export const SECRET_PREFIX = "layer_";
const RANDOM_HEX = 56;
export const SECRET_LENGTH = SECRET_PREFIX.length + RANDOM_HEX + 8;
/** Published in the documentation, for scanners. */
export const SECRET_PATTERN = /^layer_[0-9a-f]{64}$/;

/** How many characters may be out of place for a text of the right length to still be a key with a typing error. */
const MOST_SLIPS = 2;

/** What can be told of a text without asking anybody; all but `whole` are no key. */
export type SecretShape =
  | "whole"
  | "blank inside"
  | "foreign"
  | "short"
  | "long"
  | "odd characters"
  | "slip"
  | "checksum";

/**
 * Judges a text that may be the secret of a key. `slip`: it has the length of one and one or two characters that no key has in
 * that place; `checksum`: only digits are wrong. Both are typing errors.
 */
export function secretShape(text: string): SecretShape {
  if (/\s/.test(text)) return "blank inside";
  const fits = text.length === SECRET_LENGTH;
  if (fits && SECRET_PATTERN.test(text)) return isIntact(text) ? "whole" : "checksum";
  if (fits && slips(text) <= MOST_SLIPS) return "slip";
  if (!text.startsWith(SECRET_PREFIX)) return "foreign";
  if (fits) return "odd characters";
  return text.length < SECRET_LENGTH ? "short" : "long";
}

function isIntact(text: string): boolean {
  const end = SECRET_PREFIX.length + RANDOM_HEX;
  return secretChecksum(text.slice(SECRET_PREFIX.length, end)) === text.slice(end);
}

function slips(text: string): number {
  let found = 0;
  for (let place = 0; place < text.length; place += 1) {
    const character = text[place] ?? "";
    const wanted = SECRET_PREFIX[place];
    if (wanted === undefined ? !/[0-9a-f]/.test(character) : character !== wanted) found += 1;
  }
  return found;
}

/** The CRC-32 of a text of hex digits (ISO 3309, as in zip), as 8 hex digits. */
export function secretChecksum(digits: string): string {
  let crc = 0xff_ff_ff_ff;
  for (let place = 0; place < digits.length; place += 1) {
    crc = (CRC_TABLE[(crc ^ digits.charCodeAt(place)) & 0xff] ?? 0) ^ (crc >>> 8);
  }
  return ((crc ^ 0xff_ff_ff_ff) >>> 0).toString(16).padStart(8, "0");
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xed_b8_83_20 : crc >>> 1;
  return crc;
});
