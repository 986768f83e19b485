import { z } from "zod";
import type { Operation } from "@/lib/transport/operation";
import { gateFields, INFERENCE_ERRORS } from "../../inference-operation";

const message = z
  .looseObject({ role: z.string(), content: z.unknown() })
  .meta({ description: "Anthropic's message; unknown fields pass through to Anthropic." });

const body = z
  .looseObject({
    ...gateFields,
    max_tokens: z.int().optional().meta({ description: "Needed unless the gate sets it." }),
    system: z.unknown().optional(),
    messages: z.array(message).min(1),
    stream: z.boolean().nullish(),
  })
  .meta({ description: "Anthropic's request for a message." });

const headers = z.object({
  "x-layer-gate-id": z.string().optional(),
  "anthropic-version": z.string().optional(),
  "anthropic-beta": z.string().optional(),
});
const example = { model: "default", max_tokens: 100, messages: [{ role: "user", content: "Say hello" }] };
const common = {
  auth: true,
  resource: "inference",
  errorShape: "anthropic",
  headers,
  tag: "Inference",
  errors: INFERENCE_ERRORS,
} as const;

/** What the endpoints for Anthropic's clients say of themselves. Their handler is the gateway's pipeline. */
export const operations: Operation[] = [
  {
    ...common,
    method: "POST",
    path: "/v1/messages",
    operationId: "createMessage",
    summary: "Run a message through a gate, for Anthropic's clients",
    description:
      "Anthropic's Messages API, plain or streamed, for any provider: Anthropic's own models get the request as it is, for " +
      "others it is translated. What a provider cannot do is refused by name.",
    body,
    bodyExample: example,
    responses: {
      200: {
        description: "The message; with `stream: true`, Anthropic's server-sent events.",
        schema: z.looseObject({
          id: z.string(),
          type: z.literal("message"),
          role: z.string(),
          content: z.array(z.looseObject({ type: z.string() })),
          model: z.string(),
          usage: z.looseObject({ input_tokens: z.int(), output_tokens: z.int() }),
        }),
        example: {
          id: "msg_0195f39f0f3c7a51b6d290c4f7a81e11",
          type: "message",
          role: "assistant",
          content: [{ type: "text", text: "Say hello" }],
          model: "sandbox/echo",
          stop_reason: "end_turn",
          stop_sequence: null,
          usage: { input_tokens: 2, output_tokens: 2 },
        },
      },
    },
  },
  {
    ...common,
    method: "POST",
    path: "/v1/messages/count_tokens",
    operationId: "countMessageTokens",
    summary: "Count the tokens of a message",
    description: "Anthropic's counting of tokens. It costs nothing; providers without it refuse.",
    body,
    bodyExample: { model: "claude-haiku-4-5", messages: example.messages },
    responses: {
      200: {
        description: "The count.",
        schema: z.looseObject({ input_tokens: z.int() }),
        example: { input_tokens: 9 },
      },
    },
  },
];
