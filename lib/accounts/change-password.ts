import { eq } from "drizzle-orm";
import { users } from "@/db/schema/accounts";
import { actingUser } from "@/lib/accounts/acting-user";
import { endOtherSessions } from "@/lib/accounts/end-other-sessions";
import { hashPassword, passwordMatches } from "@/lib/accounts/password-hash";
import { passwordVerdict } from "@/lib/accounts/password-verdict";
import { recordRefusal } from "@/lib/accounts/record-refusal";
import { forgetAttempts, takeAttempt } from "@/lib/accounts/sign-in-throttle";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { SessionId } from "@/lib/core/ids";

export type ChangePasswordInput = { currentPassword: string; newPassword: string; keep: SessionId };

/**
 * Replaces the acting person's password and ends all sessions but `keep`, in one transaction. Wrong current passwords count as
 * failed sign-ins. Throws `invalid_field` (param `currentPassword` or `newPassword`) and `too_many_attempts`.
 */
export async function changePassword(
  ctx: Ctx,
  { currentPassword, newPassword, keep }: ChangePasswordInput,
): Promise<{ ended: number }> {
  const userId = actingUser(ctx);
  const [user] = await ctx.db
    .select({ name: users.name, email: users.email, passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.id, userId));
  if (user === undefined) throw new AppError("not_found", "This person no longer exists.");
  const subject = { kind: "account", name: user.email } as const;
  const attempt = await takeAttempt(ctx, subject);
  if (!(await passwordMatches(user.passwordHash, currentPassword))) {
    await recordRefusal(ctx, { userId, origin: ctx.origin ?? null, attempt });
    throw new AppError("invalid_field", "This is not your current password.", { param: "currentPassword" });
  }
  await forgetAttempts(ctx, subject);
  const verdict = await passwordVerdict(newPassword, user.email);
  if (!verdict.ok) throw new AppError("invalid_field", verdict.reason, { param: "newPassword" });
  const passwordHash = await hashPassword(newPassword);
  return ctx.db.transaction(async (tx) => {
    await tx.update(users).set({ passwordHash }).where(eq(users.id, userId));
    const ended = await endOtherSessions(ctx, { keep }, tx);
    const subject = { kind: "user", id: userId, name: user.name ?? user.email } as const;
    await recordChange(tx, ctx, { action: "user.password_changed", subject });
    return ended;
  });
}
