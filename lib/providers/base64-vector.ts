/** A vector as OpenAI's `encoding_format: base64` has it: little-endian floats of 4 bytes. */
export function base64OfVector(vector: ArrayLike<number>): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (let place = 0; place < vector.length; place++) bytes.writeFloatLE(vector[place] ?? 0, place * 4);
  return bytes.toString("base64");
}
