import { z } from "zod";
import { AppError } from "./errors";
import { DAY_MS } from "./time";

/** How long a repetition is recognised. */
export const REPETITION_WINDOW_MS = DAY_MS;

/** Up to 255 printable ASCII characters, as in the Idempotency-Key header. */
export const idempotencyKey = z
  .string()
  .regex(/^[\x20-\x7e]{1,255}$/, { error: "An idempotency key has 1 to 255 printable ASCII characters." });

/** An idempotency key that can be kept, or null for none. Throws `invalid_field` (param `idempotencyKey`). */
export function checkedIdempotencyKey(text: string | undefined): string | null {
  if (text === undefined) return null;
  const parsed = idempotencyKey.safeParse(text);
  if (parsed.success) return parsed.data;
  const message = parsed.error.issues[0]?.message ?? "The idempotency key is not valid.";
  throw new AppError("invalid_field", message, { param: "idempotencyKey" });
}
