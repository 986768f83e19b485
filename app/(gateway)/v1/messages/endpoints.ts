import { z } from "zod";
import type { Operation } from "@/lib/transport/operation";
import { eventText } from "../../event-text";
import { gateFields, gateHeader, INFERENCE_ERRORS } from "../../inference-operation";
import { exampleMessage, exampleMessageEvents, messageAnswer, messageEvent, messageFields } from "./wire";

const body = z
  .looseObject({ ...gateFields, ...messageFields })
  .meta({ id: "MessageRequest", description: "Anthropic's request for a message." });

const headers = z.object({
  ...gateHeader,
  "anthropic-version": z.string().optional().meta({ description: "Passed on to Anthropic." }),
  "anthropic-beta": z.string().optional().meta({ description: "Passed on to Anthropic." }),
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
        schema: messageAnswer,
        example: exampleMessage,
        events: { schema: messageEvent, example: eventText(exampleMessageEvents, { named: true }) },
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
        schema: z.looseObject({ input_tokens: z.int() }).meta({ id: "MessageTokenCount" }),
        example: { input_tokens: 9 },
      },
    },
  },
];
