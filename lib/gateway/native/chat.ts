import { draftFrom } from "../draft";
import { chatCompletions } from "../formats/chat-completions";
import type { AnswerFacts, WholeAnswer } from "../formats/format";
import { entriesOf, memberOf } from "../loose-json";
import { chatBody } from "./chat-body";
import { NativeChatMeter } from "./chat-meter";
import { nativeAnswer, nativeFinish } from "./native-answer";
import { type NativeTask, nativeFormat } from "./native-format";

/** The native API's chat, over OpenAI's chat completions. */
export const chatTask: NativeTask = {
  inner: chatCompletions,
  bodyOf: chatBody,
  present(answer: WholeAnswer, facts: AnswerFacts) {
    const { content, toolCalls, finish } = readCompletion(answer.json);
    const { id, created } = answer.json;
    return nativeAnswer(
      {
        ...(typeof id === "string" ? { id } : {}),
        ...(typeof created === "number" ? { created } : {}),
        ...(content === null ? {} : { content }),
        ...(toolCalls.length === 0 ? {} : { toolCalls }),
        ...finish,
      },
      answer,
      facts,
    );
  },
  own: {
    adapt(draft, kind) {
      const { max_completion_tokens: length, ...rest } = draft.json;
      if (length === undefined || kind.maxTokensField === "max_completion_tokens") return draft;
      return draftFrom({ ...rest, [kind.maxTokensField]: length });
    },
    meter: (_facts, _contentType, model) => new NativeChatMeter(model),
  },
};

export const nativeChat = nativeFormat(chatTask, "v3/chat");

/** The first choice of a chat completion, as far as it is one. */
export function readCompletion(json: Record<string, unknown>) {
  const [choice] = entriesOf(json.choices);
  const message = memberOf(choice, "message");
  const content = memberOf(message, "content");
  return {
    content: typeof content === "string" ? content : null,
    toolCalls: entriesOf(memberOf(message, "tool_calls")),
    finish: nativeFinish(memberOf(choice, "finish_reason")),
  };
}
