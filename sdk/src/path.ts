import { LayerError } from "./errors";

/** A path whose parts are encoded. Throws `LayerError` for a part that would lead elsewhere: `delete("")` must not mean the whole list. */
export function path(texts: TemplateStringsArray, ...parts: readonly string[]): string {
  return texts.reduce((made, text, at) => `${made}${encode(parts[at - 1])}${text}`);
}

function encode(part: string | undefined): string {
  if (typeof part !== "string" || part === "" || part === "." || part === "..")
    throw new LayerError("An id or a name is needed here: a text that is not empty.");
  return encodeURIComponent(part);
}
