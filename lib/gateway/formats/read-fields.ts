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
