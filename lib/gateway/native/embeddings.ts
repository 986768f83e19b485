import { z } from "zod";
import { checkInput } from "@/lib/core/check-input";
import { embeddings } from "../formats/embeddings";
import { entriesOf, memberOf } from "../loose-json";
import { envelope, given } from "./envelope";
import { nativeAnswer } from "./native-answer";
import { type NativeTask, nativeFormat } from "./native-format";

const text = z.string().min(1, "must not be empty");

export const embeddingsRequest = z
  .strictObject({
    ...envelope,
    data: z.strictObject({
      input: z.union([text, z.array(text).min(1)], {
        error: "must be a text, or a list of texts, and not empty",
      }),
      dimensions: z.int().min(1).nullish(),
      encodingFormat: z.enum(["float", "base64"]).nullish(),
    }),
  })
  .meta({ id: "NativeEmbeddingsRequest" });

/** The native API's embeddings, over OpenAI's. The answer has numbers, however the provider sent them. */
export const embeddingsTask: NativeTask = {
  inner: embeddings,
  bodyOf(json) {
    const { model, data } = checkInput(embeddingsRequest, json, "body");
    const { input, dimensions, encodingFormat } = data;
    return given({ model, input, dimensions, encoding_format: encodingFormat });
  },
  present(answer, facts) {
    const vectors = entriesOf(answer.json.data).map((entry) => vectorOf(memberOf(entry, "embedding")));
    return nativeAnswer({ embeddings: vectors, finishReason: "completed" }, answer, facts);
  },
};

export const nativeEmbeddings = nativeFormat(embeddingsTask, "v3/embeddings");

/** Numbers as they are; base64 is little-endian floats. */
function vectorOf(embedding: unknown): unknown[] {
  if (typeof embedding !== "string") return entriesOf(embedding);
  const bytes = Buffer.from(embedding, "base64");
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, place) => bytes.readFloatLE(place * 4));
}
