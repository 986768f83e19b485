// The part of the tar format (POSIX ustar) that a backup needs: plain files, so that `tar -tzf` shows what is in it.

const BLOCK = 512;
/** An entry larger than this is none of ours. */
const MOST_BYTES = 64 * 1024 * 1024;

/** A file of an archive as its bytes: header, body, padding. */
export function tarEntry(name: string, body: Uint8Array): Buffer {
  const header = Buffer.alloc(BLOCK);
  const write = (text: string, at: number) => header.write(text, at, "latin1");
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, "0")}\0`;
  write(name, 0);
  write(octal(0o600, 7), 100);
  write(octal(0, 7), 108);
  write(octal(0, 7), 116);
  write(octal(body.byteLength, 11), 124);
  write(octal(0, 11), 136);
  write("        ", 148);
  write("0", 156);
  write("ustar\x0000", 257);
  write(octal(sumOf(header), 6), 148);
  const padding = Buffer.alloc((BLOCK - (body.byteLength % BLOCK)) % BLOCK);
  return Buffer.concat([header, body, padding]);
}

/** What an archive ends with. */
export const TAR_END = Buffer.alloc(2 * BLOCK);

/** The files of an archive, one after another. Throws an Error when it is no archive or ends too early. */
export async function* tarEntries(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ name: string; body: Buffer }> {
  let held: Buffer = Buffer.alloc(0);
  const pieces = bytes[Symbol.asyncIterator]();
  async function take(length: number): Promise<Buffer> {
    const parts = [held];
    let size = held.byteLength;
    while (size < length) {
      const next = await pieces.next();
      if (next.done === true) throw new Error("the archive ends too early");
      parts.push(Buffer.from(next.value));
      size += next.value.byteLength;
    }
    const all = parts.length === 1 ? held : Buffer.concat(parts);
    held = all.subarray(length);
    return all.subarray(0, length);
  }
  for (;;) {
    const header = await take(BLOCK);
    if (header.every((byte) => byte === 0)) return;
    const { name, size } = readHeader(header);
    const body = await take(size + ((BLOCK - (size % BLOCK)) % BLOCK));
    yield { name, body: body.subarray(0, size) };
  }
}

function readHeader(header: Buffer): { name: string; size: number } {
  const text = (from: number, to: number) => header.toString("latin1", from, to).replace(/[\0 ].*$/s, "");
  const sum = Number.parseInt(text(148, 156), 8);
  const size = Number.parseInt(text(124, 136), 8);
  const blank = Buffer.from(header);
  blank.write("        ", 148, "latin1");
  if (sumOf(blank) !== sum || !(size <= MOST_BYTES)) throw new Error("it is no archive of this kind");
  return { name: text(0, 100), size };
}

function sumOf(header: Buffer): number {
  return header.reduce((sum, byte) => sum + byte, 0);
}
