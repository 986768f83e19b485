import { z } from "zod";
import { gateFields, inferenceOperation } from "../../inference-operation";

const body = z
  .looseObject({
    ...gateFields,
    input: z.union([z.string(), z.array(z.looseObject({}))]).optional(),
    instructions: z.string().nullish(),
    stream: z.boolean().nullish(),
    previous_response_id: z.string().nullish(),
  })
  .meta({ description: "OpenAI's request for a response. Fields not listed reach the provider unchanged." });

const answer = z.looseObject({
  id: z.string(),
  object: z.literal("response"),
  output: z.array(z.looseObject({ type: z.string() })),
});

/** What the endpoint says of itself; its handler is the gateway's pipeline. */
export const operations = [
  inferenceOperation({
    path: "/v1/responses",
    operationId: "createResponse",
    summary: "Run a response through a gate",
    description:
      "OpenAI's responses, plain or streamed, at a provider that has them. What they refer to (`previous_response_id`, `store`) is kept by that provider; here no response can be fetched later, so `background` must not be true. The cost is unknown when a tool of the provider was used that costs beside the tokens.",
    errorShape: "openai",
    body,
    bodyExample: { model: "default", input: "Say hello" },
    responses: {
      200: {
        description: "The response; with `stream: true`, server-sent events.",
        schema: answer,
        example: {
          id: "resp_1",
          object: "response",
          status: "completed",
          output: [{ type: "message", role: "assistant", content: [{ type: "output_text", text: "Hello" }] }],
        },
      },
    },
  }),
];
