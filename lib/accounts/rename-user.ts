import { and, eq } from "drizzle-orm";
import { users } from "@/db/schema/accounts";
import { actingUser } from "@/lib/accounts/acting-user";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";

/** Sets the acting person's name; null shows the e-mail address instead. */
export async function renameUser(ctx: Ctx, { name }: { name: string | null }): Promise<void> {
  const own = and(eq(users.accountId, ctx.accountId), eq(users.id, actingUser(ctx)));
  await ctx.db.transaction(async (tx) => {
    const [before] = await tx.select().from(users).where(own).for("no key update");
    if (before === undefined || before.name === name) return;
    await tx.update(users).set({ name }).where(own);
    await recordChange(tx, ctx, {
      action: "user.updated",
      subject: { kind: "user", id: before.id, name: name ?? before.email },
      before: { name: before.name },
      after: { name },
    });
  });
}
