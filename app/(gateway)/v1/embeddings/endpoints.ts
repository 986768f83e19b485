import { z } from "zod";
import { gateFields, inferenceOperation } from "../../inference-operation";

const body = z
  .looseObject({
    ...gateFields,
    input: z.union([
      z.string().min(1),
      z.array(z.union([z.string().min(1), z.int(), z.array(z.int()).min(1)])).min(1),
    ]),
    dimensions: z.int().min(1).nullish(),
    encoding_format: z.enum(["float", "base64"]).nullish(),
  })
  .meta({
    id: "EmbeddingsRequest",
    description: "OpenAI's embeddings request. Fields not listed reach the provider unchanged.",
  });

const vector = z.looseObject({
  object: z.literal("embedding").optional(),
  index: z.int(),
  embedding: z
    .union([z.array(z.number()), z.string()])
    .meta({ description: "Numbers, or little-endian floats as base64 when that was asked for." }),
});
const answer = z
  .looseObject({
    object: z.literal("list"),
    data: z.array(vector),
    model: z.string().optional(),
    usage: z.looseObject({ prompt_tokens: z.int(), total_tokens: z.int() }).optional(),
  })
  .meta({ id: "Embeddings" });

/** What the endpoint says of itself; its handler is the gateway's pipeline. */
export const operations = [
  inferenceOperation({
    path: "/v1/embeddings",
    operationId: "createEmbeddings",
    summary: "Turn texts into vectors through a gate",
    description:
      "OpenAI's embeddings, through a gate for embeddings or with a model that makes them. Google and Mistral answer in the same shape; a provider that tells no usage leaves the cost unknown.",
    errorShape: "openai",
    body,
    bodyExample: { model: "sandbox/embed", input: "Say hello" },
    responses: {
      200: {
        description: "The vectors, in the order of the input.",
        schema: answer,
        example: {
          object: "list",
          data: [{ object: "embedding", index: 0, embedding: [0.12, -0.4] }],
          model: "sandbox/embed",
          usage: { prompt_tokens: 2, total_tokens: 2 },
        },
      },
    },
  }),
];
