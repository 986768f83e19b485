import type { Payload } from "@/lib/payloads/contract";

/** One message as it is shown: who speaks, and its text. `isPlain` when it had nothing but text. */
export type Message = { role: string; text: string; isPlain: boolean };

type Json = Record<string, unknown>;

/**
 * The conversation in what was kept of a request, in the shapes of OpenAI's, Anthropic's and Layer's own chat. What cannot be read so is
 * left to the raw texts; nothing is guessed.
 */
export function conversationOf({ request, response }: Pick<Payload, "request" | "response">): Message[] {
  const answer = answerText(response);
  return [
    ...messagesOf(request),
    ...(answer === "" ? [] : [{ role: "answer", text: answer, isPlain: true }]),
  ];
}

/** The messages in the body of a request, in their order. */
export function messagesOf(request: string | null): Message[] {
  const body = objectOf(request);
  if (body === null) return [];
  const given = [body.messages, body.input].find(Array.isArray) ?? [];
  const only =
    typeof body.input === "string" ? body.input : typeof body.prompt === "string" ? body.prompt : "";
  return [
    ...optional("system", contentText(body.system ?? body.instructions)),
    ...given.filter(isObject).map(messageOf),
    ...optional("user", only),
  ];
}

function optional(role: string, text: string): Message[] {
  return text === "" ? [] : [{ role, text, isPlain: true }];
}

function messageOf({ role, content, ...rest }: Json): Message {
  const isPlain =
    typeof content === "string" ||
    (Array.isArray(content) && content.every((part) => isObject(part) && part.type === "text"));
  const text = contentText(content) || (isPlain ? "" : JSON.stringify(rest, null, 2));
  return { role: typeof role === "string" ? role : "message", text, isPlain };
}

/** The text of a message's content; parts that are no text are named. */
function contentText(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.filter(isObject).map(partText).join("\n");
}

function partText(part: Json): string {
  if (typeof part.text === "string") return part.text;
  const type = typeof part.type === "string" ? part.type : "part";
  return type.startsWith("tool") ? `[${type}] ${JSON.stringify(part)}` : `[${type}]`;
}

function answerText(response: string | null): string {
  if (response === null) return "";
  const whole = objectOf(response);
  if (whole !== null) return bodyText(whole);
  const pieces = response.split(/\r\n|\n|\r/).flatMap((line) => {
    const event = line.startsWith("data:") ? objectOf(line.slice("data:".length)) : null;
    return event === null ? [] : [pieceText(event)];
  });
  return pieces.join("");
}

function bodyText(body: Json): string {
  const choice = firstOf(body.choices);
  if (isObject(choice?.message)) return messageText(choice.message);
  if (typeof choice?.text === "string") return choice.text;
  if (Array.isArray(body.content)) return contentText(body.content);
  if (Array.isArray(body.output)) {
    return body.output
      .filter(isObject)
      .map(({ content }) => contentText(content))
      .filter((text) => text !== "")
      .join("\n");
  }
  return "";
}

function messageText({ content, tool_calls: tools }: Json): string {
  const called = Array.isArray(tools) ? `[tool calls] ${JSON.stringify(tools, null, 2)}` : "";
  return [contentText(content), called].filter((text) => text !== "").join("\n");
}

/** The text of one event of a stream: a delta of OpenAI's chat or responses, or of Anthropic's messages. */
function pieceText(event: Json): string {
  const delta = firstOf(event.choices)?.delta ?? event.delta;
  if (typeof delta === "string") return event.type === "response.output_text.delta" ? delta : "";
  if (!isObject(delta)) return "";
  if (typeof delta.content === "string") return delta.content;
  return delta.type === "text_delta" && typeof delta.text === "string" ? delta.text : "";
}

function firstOf(list: unknown): Json | null {
  return Array.isArray(list) && isObject(list[0]) ? list[0] : null;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectOf(text: string | null): Json | null {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
