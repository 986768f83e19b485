/** Images, sounds and files stand in a request as long texts without a blank: their length says nothing of tokens. */
const ENCODED = /^(data:|[A-Za-z0-9+/_-]{400})/;

/** How long the texts of a request are together, in bytes, without its encoded images, sounds and files. */
export function textBytes(value: unknown): number {
  if (typeof value === "string") return ENCODED.test(value) ? 0 : Buffer.byteLength(value);
  if (typeof value !== "object" || value === null) return 0;
  let bytes = 0;
  for (const member of Object.values(value)) bytes += textBytes(member);
  return bytes;
}
