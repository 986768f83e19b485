import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { UserId } from "@/lib/core/ids";

/** The person who acts. Throws `forbidden` for programs: a key has no password, name or sessions. */
export function actingUser(ctx: Ctx): UserId {
  if (ctx.actor.kind === "user") return ctx.actor.userId;
  throw new AppError("forbidden", "Only a signed-in person can do this.");
}
