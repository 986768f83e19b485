import { z } from "zod";
import { eventText } from "../../event-text";
import { gateFields, inferenceOperation } from "../../inference-operation";

const item = z.looseObject({ type: z.string().optional() }).meta({ id: "ResponseItem" });
const body = z
  .looseObject({
    ...gateFields,
    input: z.union([z.string(), z.array(item)]).optional(),
    instructions: z.string().nullish(),
    stream: z.boolean().nullish().meta({ description: "True for server-sent events." }),
    previous_response_id: z.string().nullish(),
    max_output_tokens: z.int().nullish(),
    temperature: z.number().nullish(),
    top_p: z.number().nullish(),
    store: z.boolean().nullish(),
  })
  .meta({
    id: "ResponseRequest",
    description: "OpenAI's request for a response. Fields not listed reach the provider unchanged.",
  });

const answer = z
  .looseObject({
    id: z.string(),
    object: z.literal("response"),
    status: z.string().optional(),
    model: z.string().optional(),
    output: z.array(z.looseObject({ type: z.string() })),
    usage: z.looseObject({ input_tokens: z.int(), output_tokens: z.int(), total_tokens: z.int() }).nullish(),
  })
  .meta({ id: "Response" });

/** platform.openai.com/docs/api-reference/responses-streaming; there are dozens of types. */
const event = z
  .looseObject({
    type: z.string(),
    sequence_number: z.int().optional(),
    response: answer.optional(),
    delta: z.string().optional(),
  })
  .meta({ id: "ResponseStreamEvent" });

const example: z.input<typeof answer> = {
  id: "resp_1",
  object: "response",
  status: "completed",
  model: "gpt-4o-mini",
  output: [{ type: "message", role: "assistant", content: [{ type: "output_text", text: "Hello" }] }],
  usage: { input_tokens: 2, output_tokens: 1, total_tokens: 3 },
};
const exampleEvents: z.input<typeof event>[] = [
  {
    type: "response.created",
    sequence_number: 0,
    response: { ...example, status: "in_progress", output: [], usage: null },
  },
  { type: "response.output_text.delta", sequence_number: 1, delta: "Hello" },
  { type: "response.completed", sequence_number: 2, response: example },
];

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
        example,
        events: { schema: event, example: eventText(exampleEvents, { named: true }) },
      },
    },
  }),
];
