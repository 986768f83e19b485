import { z } from "zod";
import { checkInput } from "@/lib/core/check-input";
import { imagesGenerations } from "../formats/images-generations";
import { entriesOf, memberOf } from "../loose-json";
import { envelope, given, spokenText } from "./envelope";
import { nativeAnswer } from "./native-answer";
import { type NativeTask, nativeFormat } from "./native-format";

export const imageRequest = z
  .strictObject({
    ...envelope,
    data: z.strictObject({
      prompt: spokenText,
      size: z.string().nullish(),
      quality: z.string().nullish(),
      count: z.int().min(1).nullish(),
      style: z.string().nullish(),
      seed: z.number().nullish(),
    }),
  })
  .meta({ id: "NativeImageRequest" });

/** The native API's pictures, over OpenAI's. */
export const imageTask: NativeTask = {
  inner: imagesGenerations,
  bodyOf(json) {
    const { model, data } = checkInput(imageRequest, json, "body");
    const { count, ...rest } = data;
    return given({ model, ...rest, n: count });
  },
  present(answer, facts) {
    const images = entriesOf(answer.json.data).map((entry) =>
      given({
        url: memberOf(entry, "url"),
        base64: memberOf(entry, "b64_json"),
        revisedPrompt: memberOf(entry, "revised_prompt"),
      }),
    );
    const { created } = answer.json;
    return nativeAnswer({ ...given({ created }), images, finishReason: "completed" }, answer, facts);
  },
};

export const nativeImage = nativeFormat(imageTask, "v3/image");
