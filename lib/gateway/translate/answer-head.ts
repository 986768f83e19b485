import { newId } from "@/lib/core/ids";

/** What every piece of an answer says of itself, the same throughout; `created` is in Unix seconds. */
export type AnswerHead = { id: string; created: number; model: string };

/** The head of a new answer. Each ecosystem knows its ids by their beginning. */
export function newHead(format: "chat/completions" | "messages", model: string): AnswerHead {
  const id = format === "messages" ? `msg_${newId().replaceAll("-", "")}` : `chatcmpl-${newId()}`;
  return { id, created: Math.floor(Date.now() / 1000), model };
}
