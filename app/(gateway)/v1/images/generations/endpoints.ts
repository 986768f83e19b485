import { z } from "zod";
import { gateFields, inferenceOperation } from "../../../inference-operation";

const body = z
  .looseObject({
    ...gateFields,
    prompt: z.string().min(1),
    n: z.int().min(1).max(100).nullish(),
    size: z.string().nullish(),
    stream: z.boolean().nullish(),
  })
  .meta({ description: "OpenAI's request for pictures. Fields not listed reach the provider unchanged." });

const answer = z.looseObject({
  created: z.int().optional(),
  data: z.array(z.looseObject({ url: z.string().optional(), b64_json: z.string().optional() })),
});

/** What the endpoint says of itself; its handler is the gateway's pipeline. */
export const operations = [
  inferenceOperation({
    path: "/v1/images/generations",
    operationId: "createImage",
    summary: "Paint pictures through a gate",
    description:
      "OpenAI's pictures, plain or with partial pictures as a stream. Models that count tokens are priced; the cost of one that counts pictures is unknown.",
    errorShape: "openai",
    body,
    bodyExample: { model: "sandbox/image", prompt: "A grey pixel" },
    responses: {
      200: {
        description: "The pictures; with `stream: true`, server-sent events.",
        schema: answer,
        example: { created: 1795398224, data: [{ b64_json: "iVBORw0KGgo" }] },
      },
    },
  }),
];
