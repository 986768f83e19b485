/** A part of a form: its head begins at `headStart`, its value runs from `start` to `end`. */
export type FormPart = { name: string; isFile: boolean; headStart: number; start: number; end: number };

const MOST_PARTS = 200;
const LONGEST_HEAD_BYTES = 8 * 1024;
const LINE_END = "\r\n";

/** The boundary in a content type `multipart/form-data` (RFC 2046 section 5.1.1); null when it names none that is allowed. */
export function boundaryOf(contentType: string): string | null {
  const rest = /^multipart\/form-data\s*(;.*)$/is.exec(contentType)?.[1];
  if (rest === undefined) return null;
  const boundary = parametersOf(rest)?.get("boundary") ?? "";
  return /^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/.test(boundary) ? boundary : null;
}

/**
 * Finds the parts of a form without copying any (RFC 2046 section 5.1, RFC 7578). Returns what is wrong when another reader
 * could understand the form otherwise.
 */
export function formParts(body: Buffer, boundary: string): FormPart[] | string {
  const mark = Buffer.from(`--${boundary}`);
  const nextMark = Buffer.from(`${LINE_END}--${boundary}`);
  if (!body.subarray(0, mark.length).equals(mark)) return "it does not begin with its boundary";
  const parts: FormPart[] = [];
  for (let at = mark.length; ; ) {
    if (body.toString("latin1", at, at + 2) === "--") return parts;
    if (body.toString("latin1", at, at + 2) !== LINE_END) return "a boundary is not followed by a line end";
    const headStart = at + 2;
    const headEnd = body.indexOf(LINE_END + LINE_END, headStart);
    if (headEnd === -1 || headEnd - headStart > LONGEST_HEAD_BYTES) return "a part has no end of its head";
    const named = readHead(body.toString("utf8", headStart, headEnd));
    if (typeof named === "string") return named;
    const start = headEnd + 4;
    const end = body.indexOf(nextMark, start);
    if (end === -1) return "its last boundary is missing";
    parts.push({ ...named, headStart, start, end });
    if (parts.length > MOST_PARTS) return `it has more than ${MOST_PARTS} parts`;
    at = end + nextMark.length;
  }
}

function readHead(head: string): { name: string; isFile: boolean } | string {
  if (head.includes("\0")) return "a part's head contains NUL";
  const lines = head.split(LINE_END);
  if (lines.some((line) => /[\r\n]/.test(line))) return "a part's head has a line end that is none";
  const dispositions = lines.filter((line) => /^content-disposition\s*:/i.test(line));
  const [only = ""] = dispositions;
  if (dispositions.length !== 1) return "a part has no name, or several";
  const rest = /^content-disposition\s*:\s*form-data\s*(;.*)$/is.exec(only)?.[1];
  const parameters = rest === undefined ? null : parametersOf(rest);
  const name = parameters?.get("name");
  if (parameters === null || name === undefined || name === "") return "a part has no name, or several";
  // A name in another encoding could be one of ours to the provider and none to us.
  if (parameters.has("name*") || name.includes("\\")) return "a part's name is encoded";
  return { name, isFile: parameters.has("filename") || parameters.has("filename*") };
}

/** The parameters of a header's value, names in lower case; null when they are not written as they should be. */
function parametersOf(text: string): Map<string, string> | null {
  const found = new Map<string, string>();
  const parameter = /;\s*([\w*-]+)=(?:"((?:[^"\\\r\n]|\\.)*)"|([^\s;"]*))\s*/y;
  for (let at = 0; at < text.length; at = parameter.lastIndex) {
    parameter.lastIndex = at;
    const match = parameter.exec(text);
    if (match === null) return null;
    const name = (match[1] ?? "").toLowerCase();
    if (found.has(name)) return null;
    found.set(name, match[2] ?? match[3] ?? "");
  }
  return found;
}
