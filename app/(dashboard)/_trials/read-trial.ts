import type { TrialEnd } from "@/lib/gates/trial-contract";

/** One server-sent event: its name ("message" when it has none) and its data. */
type ServerEvent = { event: string; data: string };

/** What a trial tells while it runs. */
type Listener = {
  onText: (piece: string) => void;
  onEnd: (end: TrialEnd) => void;
  onRaw: (line: string) => void;
};

/**
 * Cuts server-sent events out of text that arrives in pieces of any size (html.spec.whatwg.org, "event stream
 * interpretation"). Comments and fields that are not needed here are passed over.
 */
export function eventCutter(): (piece: string) => ServerEvent[] {
  let rest = "";
  return (piece) => {
    rest += piece;
    const blocks = rest.split(/\r\n\r\n|\n\n|\r\r/);
    rest = blocks.pop() ?? "";
    return blocks.map(readBlock).filter((event): event is ServerEvent => event !== null);
  };
}

/** Reads the stream of a trial to its end. Throws what the connection throws; a piece that cannot be read is left out. */
export async function readTrial(body: ReadableStream<Uint8Array>, listener: Listener): Promise<void> {
  const cut = eventCutter();
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    for (const event of cut(done ? `${decoder.decode()}\n\n` : decoder.decode(value, { stream: true }))) {
      listener.onRaw(event.data);
      tell(event, listener);
    }
    if (done) return;
  }
}

function tell({ event, data }: ServerEvent, listener: Listener): void {
  const value = data === "[DONE]" ? null : parse(data);
  if (value === null) return;
  if (event === "trial") {
    listener.onEnd(value as TrialEnd);
    return;
  }
  const piece = textOf(value);
  if (piece !== "") listener.onText(piece);
}

/** The text of one chunk of a chat completion (platform.openai.com/docs/api-reference/chat/streaming). */
function textOf(chunk: object): string {
  const choices = "choices" in chunk && Array.isArray(chunk.choices) ? chunk.choices : [];
  const content: unknown = choices[0]?.delta?.content;
  return typeof content === "string" ? content : "";
}

function readBlock(block: string): ServerEvent | null {
  let event = "message";
  const data: string[] = [];
  for (const line of block.split(/\r\n|\n|\r/)) {
    const [, field, value = ""] = /^([^:]+):? ?(.*)$/.exec(line) ?? [];
    if (field === "event") event = value;
    if (field === "data") data.push(value);
  }
  return data.length === 0 ? null : { event, data: data.join("\n") };
}

function parse(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}
