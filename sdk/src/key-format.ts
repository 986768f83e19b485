const PREFIX = "layer_";
const RANDOM_DIGITS = 56;
const LENGTH = PREFIX.length + RANDOM_DIGITS + 8;

/** What can be told of a key without asking the server. */
export type KeyFormat =
  | { valid: true; problem: null; message: null }
  | { valid: false; problem: "blanks" | "prefix" | "length" | "characters" | "checksum"; message: string };

/**
 * Judges offline whether a text can be a key: `layer_`, 56 hex digits, and the CRC-32 of these as 8 more. It finds typing errors
 * and cut-off copies; whether the key works only the server knows. The message never repeats the text.
 */
export function verifyKeyFormat(text: string): KeyFormat {
  if (/\s/.test(text))
    return wrong("blanks", "The key contains blanks or line breaks. Copy it again without them.");
  if (!text.startsWith(PREFIX))
    return wrong("prefix", `This is not a Layer key: a key starts with "${PREFIX}".`);
  if (text.length !== LENGTH)
    return wrong("length", `The key has ${text.length} of ${LENGTH} characters. Copy the whole key.`);
  if (!/^[0-9a-f]+$/.test(text.slice(PREFIX.length)))
    return wrong("characters", `After "${PREFIX}" a key has only 0-9 and a-f, in lower case. Copy it again.`);
  const end = PREFIX.length + RANDOM_DIGITS;
  if (checksum(text.slice(PREFIX.length, end)) !== text.slice(end))
    return wrong("checksum", "The key has a typing error: its checksum does not match. Copy it again.");
  return { valid: true, problem: null, message: null };
}

function wrong(problem: Exclude<KeyFormat["problem"], null>, message: string): KeyFormat {
  return { valid: false, problem, message };
}

/** CRC-32 (ISO 3309, as in zip) of a text of ASCII characters, as 8 hex digits. */
function checksum(text: string): string {
  let crc = 0xff_ff_ff_ff;
  for (let place = 0; place < text.length; place += 1) {
    crc ^= text.charCodeAt(place);
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xed_b8_83_20 : crc >>> 1;
  }
  return ((crc ^ 0xff_ff_ff_ff) >>> 0).toString(16).padStart(8, "0");
}
