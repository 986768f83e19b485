import { z } from "zod";
import { checkInput } from "@/lib/core/check-input";
import { chatTask, readCompletion } from "./chat";
import { completionOf, messages } from "./chat-body";
import { envelope } from "./envelope";
import { nativeUsage } from "./native-answer";
import { nativeFormat } from "./native-format";

export const completeV1Request = z
  .strictObject({
    ...envelope,
    messages,
    temperature: z.number().nullish(),
    maxTokens: z.number().nullish(),
    topP: z.number().nullish(),
  })
  .meta({ id: "CompleteV1Request" });

/** The oldest way into the native API: a flat chat without streams. */
export const completeV1 = nativeFormat(
  {
    ...chatTask,
    bodyOf(json) {
      const request = checkInput(completeV1Request, json, "body");
      return completionOf(request, request.model, "");
    },
    present({ json }, { model, usage }) {
      return JSON.stringify({ content: readCompletion(json).content ?? "", model, ...nativeUsage(usage) });
    },
  },
  "v1/complete",
);
