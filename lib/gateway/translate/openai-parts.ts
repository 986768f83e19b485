import type { LanguageModelV3FilePart, LanguageModelV3TextPart } from "@ai-sdk/provider";
import { cacheHint } from "./cache-hint";
import { base64At, isAbsent, type Json, listAt, objectAt, optional, textAt } from "./json-fields";
import { fileOfDataUrl, fileOfUrl } from "./media";
import { notSupported, type Target } from "./target";

type UserPart = LanguageModelV3TextPart | LanguageModelV3FilePart;

/** The text parts of a message's content, which is a text or a list. Throws for any other kind of part. */
export function readTexts(target: Target, content: unknown, at: string): LanguageModelV3TextPart[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return listAt(content, at).map((value, place) => {
    const within = `${at}.${place}`;
    const part = objectAt(value, within);
    // An assistant's earlier refusal is something it said.
    if (part.type === "refusal") return { type: "text", text: textAt(part.refusal, `${within}.refusal`) };
    if (part.type !== "text") throw unknownPart(target, part, within);
    return textPart(target, part, within);
  });
}

/**
 * What a user said and showed (platform.openai.com/docs/api-reference/chat/create). Throws invalid_field, and
 * feature_not_supported for what the provider cannot be shown.
 */
export function readUserContent(target: Target, content: unknown, at: string): UserPart[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return listAt(content, at).map((value, place) => {
    const within = `${at}.${place}`;
    const part = objectAt(value, within);
    switch (part.type) {
      case "text":
        return textPart(target, part, within);
      case "image_url":
        return { ...imagePart(target, part, within), ...cacheHint(target, part, within) };
      case "input_audio":
        return audioPart(target, part, within);
      case "file":
        return { ...filePart(target, part, within), ...cacheHint(target, part, within) };
      default:
        throw unknownPart(target, part, within);
    }
  });
}

function unknownPart(target: Target, part: Json, at: string) {
  return notSupported(target, `content of the type "${textAt(part.type, `${at}.type`)}" here`, `${at}.type`);
}

function textPart(target: Target, part: Json, at: string): LanguageModelV3TextPart {
  return { type: "text", text: textAt(part.text, `${at}.text`), ...cacheHint(target, part, at) };
}

function imagePart(target: Target, part: Json, at: string): LanguageModelV3FilePart {
  const image = objectAt(part.image_url, `${at}.image_url`);
  const within = `${at}.image_url.url`;
  const file = fileOfUrl(target, textAt(image.url, within), "image/*", within);
  const detail = optional(image, "detail", textAt, `${at}.image_url.`);
  if (detail === undefined || detail === "auto") return file;
  if (target.family === "openai") return { ...file, providerOptions: { openai: { imageDetail: detail } } };
  // The others always look at an image as closely as they can.
  if (detail === "high") return file;
  throw notSupported(target, `looking at an image with the detail "${detail}"`, `${at}.image_url.detail`);
}

const AUDIO_TYPES: ReadonlyMap<string, string> = new Map([
  ["wav", "audio/wav"],
  ["mp3", "audio/mpeg"],
]);
// The packages of the other two would refuse it only in words of their own.
const DEAF: readonly string[] = ["anthropic", "mistral"];

function audioPart(target: Target, part: Json, at: string): LanguageModelV3FilePart {
  if (DEAF.includes(target.family)) throw notSupported(target, "audio input", at);
  const audio = objectAt(part.input_audio, `${at}.input_audio`);
  const format = textAt(audio.format, `${at}.input_audio.format`);
  return {
    type: "file",
    mediaType: AUDIO_TYPES.get(format) ?? `audio/${format}`,
    data: base64At(audio.data, `${at}.input_audio.data`),
  };
}

function filePart(target: Target, part: Json, at: string): LanguageModelV3FilePart {
  const file = objectAt(part.file, `${at}.file`);
  if (isAbsent(file.file_data)) {
    throw notSupported(target, "a file by its id; send its content as file_data", `${at}.file`);
  }
  const within = `${at}.file.file_data`;
  const data = textAt(file.file_data, within);
  const read = /^https?:/i.test(data)
    ? fileOfUrl(target, data, "application/pdf", within)
    : fileOfDataUrl(data, within);
  const filename = optional(file, "filename", textAt, `${at}.file.`);
  return filename === undefined ? read : { ...read, filename };
}
