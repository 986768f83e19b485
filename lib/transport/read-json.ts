import { AppError } from "@/lib/core/errors";
import { compressionRefusal, readBody } from "@/lib/gateway/read-body";

/** The management API takes short bodies only. */
export const JSON_BODY_MAX_BYTES = 1024 * 1024;
const JSON_MAX_DEPTH = 64;

/**
 * Reads the JSON body of a request; `undefined` when it is empty. Throws `payload_too_large` (before reading when the
 * length is announced), `unsupported_media_type`, and `invalid_json` for anything that is not strict JSON in UTF-8 or
 * nests deeper than 64 levels.
 */
export async function readJson(request: Request): Promise<unknown> {
  return (await readJsonSource(request)).value;
}

/** The same with the text that it was read from, for numbers of more digits than a number here has. */
export async function readJsonSource(request: Request): Promise<{ value: unknown; text: string }> {
  const bytes = await readBody(request, JSON_BODY_MAX_BYTES);
  if (bytes.byteLength === 0) return { value: undefined, text: "" };
  const type = request.headers.get("content-type");
  if (type !== null && !/^[\w.+-]+\/([\w.-]+\+)?json\s*(;|$)/i.test(type)) {
    throw new AppError(
      "unsupported_media_type",
      "Send the body as JSON, with `Content-Type: application/json`.",
    );
  }
  const refusal = compressionRefusal(request.headers);
  if (refusal !== null) throw refusal;
  const text = textOf(bytes);
  return { value: parseJson(text), text };
}

/** The JSON in the bytes of a body. Throws `invalid_json`. */
export function jsonOf(bytes: Uint8Array): unknown {
  return parseJson(textOf(bytes));
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError("invalid_json", "The body is not valid UTF-8.", { cause });
  }
}

function parseJson(text: string): unknown {
  if (isTooDeep(text)) {
    throw new AppError("invalid_json", `The body nests deeper than ${JSON_MAX_DEPTH} levels.`);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid_json", "The body is not valid JSON.", { cause });
  }
}

/** Counts brackets outside strings, so that nothing that walks the parsed value can run out of stack. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === "\\") at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") depth -= 1;
    if (depth > JSON_MAX_DEPTH) return true;
  }
  return false;
}
