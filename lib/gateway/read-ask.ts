import { AppError } from "@/lib/core/errors";
import type { Caller } from "./authenticate";
import type { Call } from "./call";
import { type Draft, GATE_FIELDS } from "./draft";

declare const checked: unique symbol;

/** What the client wants, checked as far as it concerns us; everything else is the provider's to judge. */
export type Ask = {
  readonly draft: Draft;
  /** The text of `model`, or null when the client named none. */
  readonly model: string | null;
  readonly stream: boolean;
  /** True when the client asked for the usage chunk of a stream. */
  readonly wantsUsage: boolean;
  readonly [checked]: true;
};

const LONGEST_MODEL = 300;

/** What does it want? Throws what is wrong with the body, or invalid_field with the name of the field in `param`. */
export function readAsk(call: Call, caller: Caller): Ask {
  if (caller.draft instanceof AppError) throw caller.draft;
  const { json } = caller.draft;
  const { stream, model } = json;
  checkMessages(json.messages);
  if (stream !== undefined && stream !== null && typeof stream !== "boolean") {
    throw wrong("stream", "must be true or false");
  }
  if (model !== undefined && model !== null && (typeof model !== "string" || model === "")) {
    throw wrong("model", "must be a text that is not empty");
  }
  if (typeof model === "string" && model.length > LONGEST_MODEL) {
    throw wrong("model", `is longer than ${LONGEST_MODEL} characters`);
  }
  if (typeof model === "string" && !isPrintable(model)) {
    throw wrong("model", "contains a control character or half of a character");
  }
  for (const name of GATE_FIELDS) {
    const value = json[name];
    if (value !== undefined && typeof value !== "string") throw wrong(name, "must be a gate's id or name");
  }
  call.trail.streamed = stream === true;
  call.trail.modelAsked = typeof model === "string" ? model : null;
  return {
    draft: caller.draft,
    model: call.trail.modelAsked,
    stream: stream === true,
    wantsUsage: includesUsage(json.stream_options),
  } as Ask;
}

/** Anything else could be told in no header and kept in no log. */
function isPrintable(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text);
}

function checkMessages(messages: unknown): void {
  if (messages === undefined) throw wrong("messages", "is missing");
  if (!Array.isArray(messages)) throw wrong("messages", "must be a list");
  if (messages.length === 0) throw wrong("messages", "must have at least one message");
  messages.forEach((message: unknown, place) => {
    if (typeof message !== "object" || message === null || Array.isArray(message)) {
      throw wrong(`messages.${place}`, "must be an object with a role and a content");
    }
    const role = "role" in message ? message.role : undefined;
    if (typeof role !== "string" || role === "") throw wrong(`messages.${place}.role`, "must be a text");
  });
}

function includesUsage(options: unknown): boolean {
  if (options === undefined || options === null) return false;
  if (typeof options !== "object") throw wrong("stream_options", "must be an object");
  return "include_usage" in options && options.include_usage === true;
}

function wrong(param: string, fault: string): AppError {
  return new AppError("invalid_field", `The field "${param}" ${fault}.`, { param });
}
