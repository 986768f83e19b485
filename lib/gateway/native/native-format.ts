import { type Draft, draftFrom } from "../draft";
import type { AnswerFacts, ClientFormat, WholeAnswer } from "../formats/format";
import { nativeError } from "../native-error";

/** A task of the native API: the format that its providers speak, and how the two say the same. */
export type NativeTask = {
  inner: ClientFormat;
  /** The request in the providers' words. Throws invalid_field and unknown_field. */
  bodyOf(json: Record<string, unknown>): Record<string, unknown>;
  /** The answer in ours. Never throws. */
  present(answer: WholeAnswer, facts: AnswerFacts): string;
  /** What else differs from the format underneath. */
  own?: Partial<Pick<ClientFormat, "adapt" | "meter">>;
};

/** How the native API tells an error, and that a stream failed: by an event, without the `[DONE]` that ends it. */
const nativeErrors = {
  errorText: (error, requestId, appUrl) => JSON.stringify(nativeError(error, requestId, appUrl)),
  errorEvent(error, requestId) {
    const { code, message } = error;
    return `data: ${JSON.stringify({ error: "stream_error", message, code, requestId })}\n\n`;
  },
} satisfies Partial<ClientFormat>;

/** The format of an endpoint of the native API: a task's own words around the format underneath. */
export function nativeFormat(task: NativeTask, endpoint: string): ClientFormat {
  const format: ClientFormat = {
    ...task.inner,
    ...task.own,
    ...nativeErrors,
    endpoint,
    takesAnyGate: true,
    convert: ({ json }: Draft) => ({ draft: draftFrom(task.bodyOf(json)), format }),
    present: task.present,
  };
  return format;
}
