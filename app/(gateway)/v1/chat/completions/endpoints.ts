import { z } from "zod";
import { eventText } from "../../../event-text";
import { gateFields, inferenceOperation } from "../../../inference-operation";
import { chatCompletion, chatCompletionChunk, chatFields, exampleChunks, exampleCompletion } from "./wire";

const body = z.looseObject({ ...gateFields, ...chatFields }).meta({
  id: "ChatCompletionRequest",
  description: "OpenAI's chat completion request. Fields not listed reach the provider unchanged.",
});

/** What the chat endpoint says of itself. Its handler is the gateway's pipeline, which checks by hand for speed. */
export const operations = [
  inferenceOperation({
    path: "/v1/chat/completions",
    operationId: "createChatCompletion",
    summary: "Run a chat completion through a gate",
    description:
      "OpenAI's chat completions, plain or streamed. The gate is found in `gate_id`, `gateId` or `gate`, the header `X-Layer-Gate-Id`, or `model`, in that order; without any, the account's default gate answers. Headers of the answer tell gate, model, provider and cost. A stream ends with `[DONE]`; one that fails tells the error in its last event instead.",
    errorShape: "openai",
    body,
    bodyExample: { model: "default", messages: [{ role: "user", content: "Say hello" }] },
    responses: {
      200: {
        description: "The completion; with `stream: true`, server-sent events of OpenAI's chunks.",
        schema: chatCompletion,
        example: exampleCompletion,
        events: { schema: chatCompletionChunk, example: eventText(exampleChunks, { done: true }) },
      },
    },
  }),
];
