import { z } from "zod";
import { TASK_TYPES } from "@/lib/core/gate-settings";
import { envelope } from "@/lib/gateway/native/envelope";
import { inferenceOperation } from "../../inference-operation";
import {
  exampleFacts,
  nativeChatAnswer,
  nativeEmbeddingsAnswer,
  nativeImageAnswer,
  nativeOcrAnswer,
  nativeSpeechAnswer,
} from "../../native-answer";

const body = z
  .strictObject({
    ...envelope,
    type: z.enum(TASK_TYPES).optional().meta({ description: "What the gate is for, when it is not given." }),
    data: z.looseObject({}).meta({ description: "As in the endpoint of that task under /v3." }),
  })
  .meta({ id: "CompleteV2Request" });

const answer = z.union([
  nativeChatAnswer,
  nativeImageAnswer,
  nativeEmbeddingsAnswer,
  nativeSpeechAnswer,
  nativeOcrAnswer,
]);

/** What the endpoint says of itself; its handler is the gateway's pipeline. */
export const operations = [
  inferenceOperation({
    path: "/v2/complete",
    operationId: "completeV2",
    summary: "Any task, for older clients",
    description: "One endpoint for every task of the native API, without streams.",
    body,
    bodyExample: { gateId: "default", data: { messages: [{ role: "user", content: "Say hello" }] } },
    responses: {
      200: {
        description: "As in the endpoint of that task under /v3.",
        schema: answer,
        example: { content: "Say hello", ...exampleFacts },
      },
    },
  }),
];
