import { z } from "zod";
import { checkInput } from "@/lib/core/check-input";
import { audioSpeech } from "../formats/audio-speech";
import { envelope, given, spokenText } from "./envelope";
import { nativeAnswer } from "./native-answer";
import { type NativeTask, nativeFormat } from "./native-format";

/** Who speaks when the request does not say: OpenAI's clients must name a voice, the native API's need not. */
const DEFAULT_VOICE = "alloy";

export const ttsRequest = z
  .strictObject({
    ...envelope,
    data: z.strictObject({
      input: spokenText,
      voice: z.string().nullish(),
      speed: z.number().nullish(),
      responseFormat: z.enum(["mp3", "opus", "aac", "flac", "wav", "pcm"]).nullish(),
    }),
  })
  .meta({ id: "NativeSpeechRequest" });

const FORMATS: ReadonlyArray<[RegExp, string]> = [
  [/mpeg|mp3/, "mp3"],
  [/opus|ogg/, "opus"],
  [/aac/, "aac"],
  [/flac/, "flac"],
  [/wav/, "wav"],
  [/pcm|\bl16\b/, "pcm"],
];

/** The native API's speech, over OpenAI's: the sound stands in the JSON as base64. */
export const ttsTask: NativeTask = {
  inner: audioSpeech,
  bodyOf(json) {
    const { model, data } = checkInput(ttsRequest, json, "body");
    const { input, voice, speed, responseFormat } = data;
    return given({ model, input, voice: voice ?? DEFAULT_VOICE, speed, response_format: responseFormat });
  },
  present(answer, facts) {
    const type = answer.contentType.toLowerCase();
    const format = FORMATS.find(([pattern]) => pattern.test(type))?.[1];
    const audio = { base64: Buffer.from(answer.body).toString("base64"), ...given({ format }) };
    return nativeAnswer({ audio, finishReason: "completed" }, answer, facts);
  },
};

export const nativeTts = nativeFormat(ttsTask, "v3/tts");
