import { AppError } from "@/lib/core/errors";

/** What is wrong with a field, as `invalid_field`; `fault` goes on after the field's name. */
export function fieldFault(param: string, fault: string): AppError {
  return new AppError("invalid_field", `The field "${param}" ${fault}.`, { param });
}

/** The flag `stream`: false when it is absent. Throws invalid_field when it is anything but a boolean. */
export function readStreamFlag({ stream }: Record<string, unknown>): boolean {
  if (stream === undefined || stream === null) return false;
  if (typeof stream !== "boolean") throw fieldFault("stream", "must be true or false");
  return stream;
}

/** A list of at least one message, each with a role. Throws invalid_field naming the place. */
export function checkMessages(messages: unknown): void {
  if (messages === undefined) throw fieldFault("messages", "is missing");
  if (!Array.isArray(messages)) throw fieldFault("messages", "must be a list");
  if (messages.length === 0) throw fieldFault("messages", "must have at least one message");
  messages.forEach((message: unknown, place) => {
    if (typeof message !== "object" || message === null || Array.isArray(message)) {
      throw fieldFault(`messages.${place}`, "must be an object with a role and a content");
    }
    const role = "role" in message ? message.role : undefined;
    if (typeof role !== "string" || role === "") throw fieldFault(`messages.${place}.role`, "must be a text");
  });
}

/** A text that says something. Throws invalid_field when it is missing, no text, or blank. */
export function requireText(json: Record<string, unknown>, name: string): string {
  const text = json[name];
  if (text === undefined || text === null) throw fieldFault(name, "is missing");
  if (typeof text !== "string") throw fieldFault(name, "must be a text");
  if (text.trim() === "") throw fieldFault(name, "must not be blank");
  return text;
}
