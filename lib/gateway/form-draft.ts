import { isUtf8 } from "node:buffer";
import { AppError } from "@/lib/core/errors";
import { type Draft, GATE_FIELDS } from "./draft";
import { boundaryOf, type FormPart, formParts } from "./form-parts";

const OUR_FIELDS: readonly string[] = ["model", ...GATE_FIELDS, "stream"];
const LONGEST_FIELD_BYTES = 4 * 1024;

/**
 * Reads a form (multipart/form-data, RFC 7578) as far as it concerns us; `json.file` is true when it brings a file of that
 * name, whose bytes nobody looks at. Returns the refusal when the body is no form.
 */
export function formDraft(bytes: Uint8Array, contentType: string | null): Draft | AppError {
  const boundary = boundaryOf(contentType ?? "");
  if (boundary === null) {
    const message = "The body must be a form: multipart/form-data with a boundary.";
    return new AppError("unsupported_media_type", message);
  }
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = formParts(body, boundary);
  if (typeof parts === "string") return new AppError("bad_request", `The form cannot be read: ${parts}.`);
  const json: Record<string, unknown> = {};
  for (const part of parts) {
    const { name, isFile } = part;
    if (name === "file") json.file = isFile;
    if (isFile || !OUR_FIELDS.includes(name)) continue;
    const text = body.subarray(part.start, part.end);
    if (text.length > LONGEST_FIELD_BYTES || !isUtf8(text)) {
      const message = `The field "${name}" is not a short text in UTF-8.`;
      return new AppError("invalid_field", message, { param: name });
    }
    json[name] = text.toString("utf8");
  }
  const members = parts.map(({ name, start, end }) => ({ name, start, valueStart: start, end }));
  const form = {
    contentType: contentType ?? "",
    edited: (edits: Record<string, string | undefined>) => editedForm(body, boundary, parts, edits),
  };
  return { text: "", bytes, json, scan: { members, deepest: 0 }, form };
}

/** The form with some fields set or left out. The parts that stay keep their bytes. */
function editedForm(
  body: Buffer,
  boundary: string,
  parts: readonly FormPart[],
  edits: Record<string, string | undefined>,
): Uint8Array {
  const pieces: Uint8Array[] = [];
  const open = Buffer.from(`--${boundary}\r\n`);
  const close = Buffer.from("\r\n");
  for (const [name, value] of Object.entries(edits)) {
    if (value === undefined) continue;
    const head = `Content-Disposition: form-data; name="${name}"\r\n\r\n`;
    pieces.push(open, Buffer.from(head + String(JSON.parse(value))), close);
  }
  for (const { name, headStart, end } of parts) {
    if (!Object.hasOwn(edits, name)) pieces.push(open, body.subarray(headStart, end), close);
  }
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
}
