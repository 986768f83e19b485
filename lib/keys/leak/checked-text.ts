import type { z } from "zod";
import { AppError } from "@/lib/core/errors";

/** A sentence of a person as it is kept, or null when there is none. Throws `invalid_field` with what is wrong with it. */
export function checkedText(
  schema: z.ZodType<string>,
  param: string,
  text: string | undefined,
): string | null {
  if (text === undefined || text.trim() === "") return null;
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new AppError("invalid_field", parsed.error.issues[0]?.message ?? "This text cannot be kept.", {
    param,
  });
}
