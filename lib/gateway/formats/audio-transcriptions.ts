import { formDraft } from "../form-draft";
import { readTokenUsage } from "../openai-usage";
import { type EventTypes, TypedEventMeter } from "../typed-event-meter";
import type { ClientFormat } from "./format";
import { openAiEndpoint } from "./openai-format";
import { fieldFault } from "./read-fields";

const EVENTS: EventTypes = {
  ends: ["transcript.text.done"],
  isPiece: (type) => type === "transcript.text.delta",
  usageOf: ({ usage }) => readTokenUsage(usage),
};

/**
 * OpenAI's transcriptions: a form with a file of sound, answered as JSON, text, subtitles or a stream
 * (platform.openai.com/docs/api-reference/audio/createTranscription). The bytes of the file are not looked at.
 */
export const audioTranscriptions: ClientFormat = {
  ...openAiEndpoint,
  wire: "audio/transcriptions",
  taskType: null,
  readDraft: (bytes, headers) => formDraft(bytes, headers.get("content-type")),
  readFacts({ file, stream }) {
    if (file !== true) throw fieldFault("file", "is missing, or is no file");
    if (stream !== undefined && stream !== "true" && stream !== "false") {
      throw fieldFault("stream", "must be true or false");
    }
    return { stream: stream === "true", wantsUsage: false };
  },
  readUsage: ({ usage }) => readTokenUsage(usage),
  // What `response_format` text, srt and vtt are answered with; a page of HTML is a proxy's.
  takesBytes: (contentType) => /^(text\/(?!html|event-stream)|application\/x-subrip)/i.test(contentType),
  meter: () => new TypedEventMeter(EVENTS),
};
