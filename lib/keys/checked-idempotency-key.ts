import { AppError } from "@/lib/core/errors";
import { idempotencyKey } from "./contract";

/** An idempotency key that can be kept, or null for none. Throws `invalid_field` (param `idempotencyKey`). */
export function checkedIdempotencyKey(text: string | undefined): string | null {
  if (text === undefined) return null;
  const parsed = idempotencyKey.safeParse(text);
  if (parsed.success) return parsed.data;
  const message = parsed.error.issues[0]?.message ?? "The idempotency key is not valid.";
  throw new AppError("invalid_field", message, { param: "idempotencyKey" });
}
