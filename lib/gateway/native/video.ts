import { z } from "zod";
import { checkInput } from "@/lib/core/check-input";
import { videos } from "../formats/videos";
import { envelope, given, spokenText } from "./envelope";
import { nativeAnswer } from "./native-answer";
import { type NativeTask, nativeFormat } from "./native-format";

const frame = z.strictObject({ url: z.string().nullish(), base64: z.string().nullish() });

export const videoRequest = z
  .strictObject({
    ...envelope,
    data: z.strictObject({
      prompt: spokenText,
      duration: z.union([z.number(), z.string()]).nullish(),
      size: z.string().nullish(),
      fps: z.number().nullish(),
      seed: z.number().nullish(),
      negativePrompt: z.string().nullish(),
      numberOfVideos: z.int().min(1).nullish(),
      personGeneration: z.string().nullish(),
      image: frame.nullish(),
      lastFrame: frame.nullish(),
      referenceImages: z
        .array(frame.extend({ referenceType: z.enum(["subject", "style", "asset"]).nullish() }))
        .nullish(),
    }),
  })
  .meta({ id: "NativeVideoRequest" });

/** The native API's videos. A request is checked like any other; no kind of provider makes them yet. */
export const videoTask: NativeTask = {
  inner: videos,
  bodyOf(json) {
    const { model, data } = checkInput(videoRequest, json, "body");
    return given({ model, ...data });
  },
  present: (answer, facts) => nativeAnswer({ finishReason: "completed" }, answer, facts),
};

export const nativeVideo = nativeFormat(videoTask, "v3/video");
