import { z } from "zod";
import { eventText } from "../../../event-text";
import { gateFields, inferenceOperation } from "../../../inference-operation";

const body = z
  .looseObject({
    ...gateFields,
    prompt: z.string().min(1),
    n: z.int().min(1).max(100).nullish(),
    size: z.string().nullish(),
    quality: z.string().nullish(),
    response_format: z.string().nullish(),
    stream: z.boolean().nullish().meta({ description: "True for server-sent events." }),
  })
  .meta({
    id: "ImageRequest",
    description: "OpenAI's request for pictures. Fields not listed reach the provider unchanged.",
  });

const picture = z.looseObject({
  url: z.string().optional(),
  b64_json: z.string().optional(),
  revised_prompt: z.string().optional(),
});
const answer = z.looseObject({ created: z.int().optional(), data: z.array(picture) }).meta({ id: "Images" });

const event = z
  .looseObject({
    type: z.string().meta({
      description: "`image_generation.partial_image` or `image_generation.completed`.",
    }),
    b64_json: z.string().optional(),
  })
  .meta({ id: "ImageStreamEvent" });

const exampleEvents: z.input<typeof event>[] = [
  { type: "image_generation.partial_image", b64_json: "iVBORw0KGgo", partial_image_index: 0 },
  { type: "image_generation.completed", b64_json: "iVBORw0KGgo", usage: { total_tokens: 100 } },
];

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
        events: { schema: event, example: eventText(exampleEvents, { named: true }) },
      },
    },
  }),
];
