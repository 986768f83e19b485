import { z } from "zod";
import { completeV1Request } from "@/lib/gateway/native/complete-v1";
import { inferenceOperation } from "../../inference-operation";
import { nativeUsage } from "../../native-answer";

const answer = z
  .object({ content: z.string(), model: z.string(), usage: nativeUsage.optional() })
  .meta({ id: "CompleteV1Answer" });

/** What the endpoint says of itself; its handler is the gateway's pipeline. */
export const operations = [
  inferenceOperation({
    path: "/v1/complete",
    operationId: "completeV1",
    summary: "A flat chat, for the oldest clients",
    description: "A chat without streams, flat in request and answer.",
    body: completeV1Request,
    bodyExample: { gate: "default", messages: [{ role: "user", content: "Say hello" }] },
    responses: {
      200: {
        description: "The answer.",
        schema: answer,
        example: {
          content: "Say hello",
          model: "sandbox/echo",
          usage: { promptTokens: 2, completionTokens: 2, totalTokens: 4 },
        },
      },
    },
  }),
];
