import { answerError } from "./answer-error";
import { ConnectionError } from "./errors";

/**
 * The chunks of a native stream, read from the data of its events. Throws a `ProviderError` when the stream ends with an error, and a
 * `ConnectionError` when it ends without its last word.
 */
export async function* chatStream<T>(
  events: AsyncIterable<string>,
  baseUrl: string,
): AsyncGenerator<T, void> {
  for await (const data of events) {
    if (data === "[DONE]") return;
    const chunk = read(data);
    if (chunk === null) continue;
    // Its status is long sent; what fails in the middle is the provider.
    if (typeof chunk.error === "string") throw answerError(502, new Headers(), chunk);
    yield chunk as T;
  }
  const message = `The stream from ${baseUrl} ended before it was whole. A proxy that ends long answers may be why.`;
  throw new ConnectionError(message, null);
}

function read(data: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" ? (value as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}
