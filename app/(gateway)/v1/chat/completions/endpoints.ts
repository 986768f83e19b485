import { z } from "zod";
import type { Operation } from "@/lib/transport/operation";
import { INFERENCE_ERRORS } from "../../../inference-operation";

const message = z
  .looseObject({ role: z.string(), content: z.unknown().optional() })
  .meta({ description: "OpenAI's message; unknown fields pass through." });

const body = z
  .looseObject({
    model: z.string().min(1).max(300).nullish().meta({
      description: "A gate's name or id (also as `layer/<gate>`), or a model the default gate may run.",
    }),
    gate_id: z.string().optional().meta({ description: "A gate's id or name; wins over `model`." }),
    gateId: z.string().optional(),
    gate: z.string().optional(),
    messages: z.array(message).min(1),
    stream: z.boolean().nullish(),
    stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
  })
  .meta({ description: "OpenAI's chat completion request. Fields not listed reach the provider unchanged." });

const completion = z.looseObject({
  id: z.string(),
  object: z.string(),
  created: z.int(),
  model: z.string(),
  choices: z.array(z.looseObject({ index: z.int() })),
  usage: z
    .looseObject({ prompt_tokens: z.int(), completion_tokens: z.int(), total_tokens: z.int() })
    .optional(),
});

/** What the chat endpoint says of itself. Its handler is the gateway's pipeline, which checks by hand for speed. */
export const operations: Operation[] = [
  {
    method: "POST",
    path: "/v1/chat/completions",
    operationId: "createChatCompletion",
    tag: "Inference",
    summary: "Run a chat completion through a gate",
    description:
      "OpenAI's chat completions, plain or streamed. The gate is found in `gate_id`, `gateId` or `gate`, the header `X-Layer-Gate-Id`, or `model`, in that order; without any, the account's default gate answers. Headers of the answer tell gate, model, provider and cost.",
    auth: true,
    resource: "inference",
    errorShape: "openai",
    headers: z.object({ "x-layer-gate-id": z.string().optional() }),
    body,
    bodyExample: { model: "default", messages: [{ role: "user", content: "Say hello" }] },
    responses: {
      200: {
        description: "The completion; with `stream: true`, server-sent events of OpenAI's chunks.",
        schema: completion,
        example: {
          id: "chatcmpl-0195f39f-0f3c-7a51-b6d2-90c4f7a81e11",
          object: "chat.completion",
          created: 1795398224,
          model: "sandbox/echo",
          choices: [
            { index: 0, message: { role: "assistant", content: "Say hello" }, finish_reason: "stop" },
          ],
          usage: { prompt_tokens: 2, completion_tokens: 2, total_tokens: 4 },
        },
      },
    },
    errors: INFERENCE_ERRORS,
  },
];
