import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";

/** A moment since which something can have happened. Throws `invalid_field` (param `since`) for all others. */
export function checkedSince({ clock }: Pick<Ctx, "clock">, since: Date): Date {
  if (since.getTime() >= 0 && since <= clock.now()) return since;
  const message = "since: use a moment that has passed, and none before 1970.";
  throw new AppError("invalid_field", message, { param: "since" });
}
