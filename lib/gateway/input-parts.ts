/** What of a request is not read as the text that its bytes are. */
export type InputParts = {
  images: number;
  /** True when it names or brings documents or films, whose bytes do not tell their tokens. */
  hasFiles: boolean;
  hasAudio: boolean;
  /** True when it asks its provider to keep parts of it, which costs more than reading them. */
  hasCacheMarks: boolean;
};

const IMAGE_TYPES = new Set(["image", "image_url", "input_image"]);
const AUDIO_TYPES = new Set(["input_audio", "audio"]);
const FILE_TYPES = new Set([
  "file",
  "input_file",
  "document",
  "document_url",
  "container_upload",
  "video",
  "video_url",
]);

/** What kinds of content a request has, wherever in it they stand: in OpenAI's and Anthropic's words each has a `type`. */
export function inputParts(json: Record<string, unknown>): InputParts {
  const parts: InputParts = { images: 0, hasFiles: false, hasAudio: false, hasCacheMarks: false };
  look(json, parts);
  return parts;
}

function look(value: unknown, parts: InputParts): void {
  if (typeof value !== "object" || value === null) return;
  const { type, cache_control: mark } = value as { type?: unknown; cache_control?: unknown };
  if (typeof type === "string") {
    if (IMAGE_TYPES.has(type)) parts.images += 1;
    if (AUDIO_TYPES.has(type)) parts.hasAudio = true;
    if (FILE_TYPES.has(type)) parts.hasFiles = true;
  }
  if (mark !== undefined && mark !== null) parts.hasCacheMarks = true;
  for (const member of Object.values(value)) look(member, parts);
}
