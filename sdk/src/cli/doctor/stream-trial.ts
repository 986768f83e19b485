import { answerError } from "../../answer-error";
import { unexpectedAnswer } from "../../unexpected-answer";
import { patience } from "./patience";

/** How a streamed answer came: how many events in how many pieces, after which wait, and over which time. */
export type StreamTrial = {
  events: number;
  pieces: number;
  waitMs: number;
  spanMs: number;
  failure: unknown;
};

const WORDS = Array.from({ length: 60 }, (_, n) => `word${n + 1}`).join(" ");
const PATIENCE_MS = 60_000;

type Ask = { baseUrl: string; apiKey: string; gateId: string | undefined; signal: AbortSignal };

/** Makes one small call and watches its answer come. Throws `LayerError`s and what `fetch` throws. */
export async function tryStream({ baseUrl, apiKey, gateId, signal }: Ask): Promise<StreamTrial> {
  const content = `Repeat these words and say nothing else: ${WORDS}`;
  const body = {
    ...(gateId === undefined ? {} : { gateId }),
    data: { messages: [{ role: "user", content }], stream: true },
  };
  const url = `${baseUrl}/v3/chat`;
  const startedAt = performance.now();
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body: JSON.stringify(body),
    redirect: "manual",
    signal: patience(signal, PATIENCE_MS),
  });
  if (response.ok && response.headers.get("content-type")?.startsWith("text/event-stream"))
    return watch(response, startedAt);
  const text = (await response.text()).replaceAll(apiKey, "[key]");
  const said = jsonIn(text);
  if (!response.ok && typeof said === "object" && said !== null)
    throw answerError(response.status, response.headers, said);
  const { status, headers } = response;
  throw unexpectedAnswer({ status, headers, text, url, baseUrl });
}

async function watch({ body }: Response, startedAt: number): Promise<StreamTrial> {
  const decoder = new TextDecoder();
  let text = "";
  let pieces = 0;
  let firstAt = 0;
  for await (const piece of body ?? []) {
    if (pieces === 0) firstAt = performance.now();
    pieces += 1;
    text += decoder.decode(piece as Uint8Array, { stream: true });
  }
  const events = text.split("\n\n").filter((event) => event.startsWith("data:"));
  const failed = events.map((event) => jsonIn(event.slice(5))).find(isFailure);
  const failure = failed === undefined ? undefined : answerError(502, new Headers(), failed);
  return {
    events: events.length,
    pieces,
    waitMs: firstAt - startedAt,
    spanMs: performance.now() - firstAt,
    failure,
  };
}

function isFailure(said: unknown): boolean {
  return typeof said === "object" && said !== null && "error" in said;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
