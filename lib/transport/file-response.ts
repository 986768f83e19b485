import { Answer } from "@/lib/gateway/answer";

/** What a file that is offered to a person consists of. */
export type OfferedFile = { name: string; contentType: string; pieces: AsyncIterable<Uint8Array | string> };

/** A file to be saved, read piece by piece as the browser takes it and stored nowhere. */
export function fileResponse({ name, contentType, pieces }: OfferedFile): Response {
  const headers = {
    "content-type": contentType,
    "content-disposition": `attachment; filename="${name}"`,
    "cache-control": "no-store",
  };
  return new Response(new Answer(bytesOf(pieces), { status: 200, headers }).body, { headers });
}

async function* bytesOf(pieces: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const piece of pieces) yield typeof piece === "string" ? encoder.encode(piece) : piece;
}
