import { payloadVerdict } from "@/lib/core/payload-policy";
import type { Admission } from "@/lib/keys/admission";
import type { Call } from "./call";
import { Capture } from "./capture";
import { boundaryOf, formParts } from "./form-parts";
import { announcedLength } from "./read-body";

/** What keeps the payload of a call; null, at no cost, when nobody wants it kept. `body` is null when it was not read. */
export function captureOf(call: Call, admission: Admission, body: Uint8Array | null): Capture | null {
  const { keyPayloads, gate, accountPayloads } = admission;
  const gatePayloads = gate === null ? null : gate.payloads;
  if (keyPayloads === null && gatePayloads === null && accountPayloads === null) return null;
  const verdict = payloadVerdict({ key: keyPayloads, gate: gatePayloads, account: accountPayloads });
  if (!verdict.store) return null;
  const { deps, request, id } = call;
  const { keepDays, redact } = verdict;
  const of = { requestId: id, accountId: admission.accountId, keepDays, redact };
  const size = body?.byteLength ?? announcedLength(request) ?? 0;
  const text = body === null ? Buffer.alloc(0) : readable(body, request.headers.get("content-type") ?? "");
  return new Capture(deps.payloads, deps.clock, of, { body: text, size });
}

/** A form as JSON, with files told by their size; any other body as it is. */
function readable(body: Uint8Array, contentType: string): Uint8Array {
  const boundary = boundaryOf(contentType);
  if (boundary === null) return body;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const parts = formParts(bytes, boundary);
  if (typeof parts === "string") return Buffer.alloc(0);
  const fields = parts.map(({ name, isFile, start, end }) => [
    name,
    isFile ? `[file, ${end - start} bytes]` : bytes.toString("utf8", start, end),
  ]);
  return Buffer.from(JSON.stringify(Object.fromEntries(fields)));
}

/** The stream as it is, with every piece noted that reaches the client, however it ends. */
export async function* captured(
  { departure }: Pick<Call, "departure">,
  capture: Capture,
  contentType: string,
  pieces: AsyncIterable<Uint8Array>,
): AsyncIterable<Uint8Array> {
  try {
    for await (const piece of pieces) {
      if (departure?.hasLeft !== true) capture.note(piece);
      yield piece;
    }
  } finally {
    capture.keepStream(contentType);
  }
}
