import { isSound } from "@/lib/providers/is-sound";
import { BytesMeter } from "../bytes-meter";
import { readTokenUsage } from "../openai-usage";
import { type EventTypes, TypedEventMeter } from "../typed-event-meter";
import type { ClientFormat } from "./format";
import { openAiEndpoint } from "./openai-format";
import { fieldFault, requireText } from "./read-fields";

const EVENTS: EventTypes = {
  ends: ["speech.audio.done"],
  isPiece: (type) => type === "speech.audio.delta",
  usageOf: ({ usage }) => readTokenUsage(usage),
};

/** OpenAI's speech: sound as bytes, or as events (platform.openai.com/docs/api-reference/audio/createSpeech). */
export const audioSpeech: ClientFormat = {
  ...openAiEndpoint,
  wire: "audio/speech",
  taskType: "tts",
  readFacts(json) {
    requireText(json, "input");
    const { stream_format: streamFormat } = json;
    if (streamFormat !== undefined && streamFormat !== null && typeof streamFormat !== "string") {
      throw fieldFault("stream_format", "must be a text");
    }
    return { stream: streamFormat === "sse", wantsUsage: false };
  },
  readUsage: ({ usage }) => readTokenUsage(usage),
  takesBytes: isSound,
  meter: (_facts, contentType) => (isSound(contentType) ? new BytesMeter() : new TypedEventMeter(EVENTS)),
};
