import type {
  LanguageModelV3FilePart,
  LanguageModelV3TextPart,
  LanguageModelV3ToolResultOutput,
} from "@ai-sdk/provider";
import { cacheHint } from "./cache-hint";
import { base64At, isAbsent, type Json, listAt, objectAt, optional, textAt } from "./json-fields";
import { fileOfUrl } from "./media";
import { notSupported, type Target } from "./target";

/** The blocks of a content, which is a text or a list of blocks, with the place of each. Throws invalid_field. */
export function blocksOf(content: unknown, at: string): Array<{ block: Json; at: string }> {
  if (typeof content === "string") return [{ block: { type: "text", text: content }, at }];
  return listAt(content, at).map((block, place) => ({
    block: objectAt(block, `${at}.${place}`),
    at: `${at}.${place}`,
  }));
}

/** The refusal of a block of a type that is not carried over. */
export function unknownBlock(target: Target, block: Json, at: string) {
  return notSupported(target, `content of the type "${textAt(block.type, `${at}.type`)}" here`, `${at}.type`);
}

/** A block of text with its mark for the cache. Throws invalid_field. */
export function textBlock(target: Target, block: Json, at: string): LanguageModelV3TextPart {
  return { type: "text", text: textAt(block.text, `${at}.text`), ...cacheHint(target, block, at) };
}

/**
 * An image or a document that a user showed (docs.anthropic.com/en/api/messages). Throws invalid_field, and
 * feature_not_supported for sources that the provider cannot be shown.
 */
export function mediaBlock(target: Target, block: Json, at: string): LanguageModelV3FilePart {
  const file = sourceOf(target, block, `${at}.source`);
  if (block.type !== "document") return { ...file, ...cacheHint(target, block, at) };
  const title = optional(block, "title", textAt, `${at}.`);
  refuseDocumentExtras(target, block, at);
  return { ...file, ...(title === undefined ? {} : { filename: title }), ...cacheHint(target, block, at) };
}

function sourceOf(target: Target, block: Json, at: string): LanguageModelV3FilePart {
  const source = objectAt(block.source, at);
  const fallback = block.type === "image" ? "image/*" : "application/pdf";
  switch (source.type) {
    case "base64":
      return {
        type: "file",
        mediaType: textAt(source.media_type, `${at}.media_type`),
        data: base64At(source.data, `${at}.data`),
      };
    case "url":
      return fileOfUrl(target, textAt(source.url, `${at}.url`), fallback, `${at}.url`);
    case "text": {
      const data = Buffer.from(textAt(source.data, `${at}.data`)).toString("base64");
      return { type: "file", mediaType: "text/plain", data };
    }
    default:
      throw notSupported(target, `a source of the type "${textAt(source.type, `${at}.type`)}"`, `${at}.type`);
  }
}

function refuseDocumentExtras(target: Target, block: Json, at: string): void {
  if (!isAbsent(block.context)) throw notSupported(target, "the context of a document", `${at}.context`);
  const citations = isAbsent(block.citations) ? {} : objectAt(block.citations, `${at}.citations`);
  if (citations.enabled === true) throw notSupported(target, "citations", `${at}.citations`);
}

// Whose packages hand images in a tool's result on; the others would write their base64 into the text.
const SEES_RESULTS: readonly string[] = ["anthropic", "google"];

/**
 * What a tool answered. Throws invalid_field, and feature_not_supported for images that the provider takes from users
 * only.
 */
export function resultOutput(target: Target, block: Json, at: string): LanguageModelV3ToolResultOutput {
  const blocks = isAbsent(block.content) ? [] : blocksOf(block.content, `${at}.content`);
  const parts = blocks.map(({ block: part, at: within }) => {
    if (part.type === "text") {
      return { type: "text" as const, text: textAt(part.text, `${within}.text`) };
    }
    if (part.type !== "image") throw unknownBlock(target, part, within);
    if (!SEES_RESULTS.includes(target.family))
      throw notSupported(target, "an image in a tool's result", within);
    return imageOutput(target, sourceOf(target, part, `${within}.source`), within);
  });
  if (parts.some(({ type }) => type !== "text")) return { type: "content", value: parts };
  const value = parts.map((part) => ("text" in part ? part.text : "")).join("");
  if (block.is_error !== true) return { type: "text", value };
  // Only Anthropic's format has a flag for this; to the others the text has to say it.
  return { type: "error-text", value: target.family === "anthropic" ? value : `Error: ${value}` };
}

function imageOutput(target: Target, { data, mediaType }: LanguageModelV3FilePart, at: string) {
  if (typeof data === "string") return { type: "image-data" as const, data, mediaType };
  if (target.family !== "anthropic") {
    throw notSupported(target, "an image by its address in a tool's result; send its content", at);
  }
  return { type: "image-url" as const, url: String(data) };
}
