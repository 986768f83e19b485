import type { LanguageModelV3FilePart } from "@ai-sdk/provider";
import { fieldFault } from "../formats/read-fields";
import { base64At } from "./json-fields";
import { notSupported, type Target, takesUrl } from "./target";

const IMAGE_TYPES: ReadonlyMap<string, string> = new Map([
  ["png", "image/png"],
  ["jpg", "image/jpeg"],
  ["jpeg", "image/jpeg"],
  ["webp", "image/webp"],
  ["gif", "image/gif"],
  ["bmp", "image/bmp"],
]);

/**
 * A file that a client gave by address: the content of a `data:` URL, or a web address that the provider fetches itself.
 * We never fetch it: a client could make us read what only this machine can reach. Throws invalid_field for what is no
 * address, feature_not_supported for a web address that the provider does not take.
 */
export function fileOfUrl(
  target: Target,
  text: string,
  mediaType: string,
  at: string,
): LanguageModelV3FilePart {
  if (/^data:/i.test(text)) return fileOfDataUrl(text, at);
  const url = parse(text, at);
  const type = mediaType === "image/*" ? imageTypeOf(url) : mediaType;
  if ((url.protocol !== "https:" && url.protocol !== "http:") || !takesUrl(target, url.href, type)) {
    const kind = mediaType === "image/*" ? "image" : "file";
    throw notSupported(target, `fetching this ${kind} by its address; send the ${kind} as a data: URL`, at);
  }
  return { type: "file", mediaType: type, data: url };
}

/** The content of a `data:` URL (RFC 2397), in base64 or percent-encoded. Throws invalid_field. */
export function fileOfDataUrl(text: string, at: string): LanguageModelV3FilePart {
  const comma = text.indexOf(",");
  const [mediaType = "", ...parameters] = text.slice("data:".length, comma).split(";");
  if (comma === -1 || !/^[\w.+-]+\/[\w.+-]+$/.test(mediaType)) {
    throw fieldFault(at, "must be a data: URL that names its media type");
  }
  const content = text.slice(comma + 1);
  const data = parameters.includes("base64")
    ? base64At(content, at)
    : Buffer.from(decoded(content, at)).toString("base64");
  return { type: "file", mediaType: mediaType.toLowerCase(), data };
}

function parse(text: string, at: string): URL {
  if (!URL.canParse(text)) throw fieldFault(at, "must be a web address or a data: URL");
  return new URL(text);
}

function decoded(content: string, at: string): string {
  try {
    return decodeURIComponent(content);
  } catch {
    throw fieldFault(at, "must be a well-formed data: URL");
  }
}

/** The type that the end of an address tells, for providers that want to know it. */
function imageTypeOf({ pathname }: URL): string {
  const [, extension = ""] = /\.(\w+)$/.exec(pathname) ?? [];
  return IMAGE_TYPES.get(extension.toLowerCase()) ?? "image/*";
}
