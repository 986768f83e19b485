import { eq } from "drizzle-orm";
import { users } from "@/db/schema/accounts";
import { actingUser } from "@/lib/accounts/acting-user";
import type { Ctx } from "@/lib/context";

/** Sets the acting person's name; null shows the e-mail address instead. */
export async function renameUser(ctx: Ctx, { name }: { name: string | null }): Promise<void> {
  await ctx.db
    .update(users)
    .set({ name })
    .where(eq(users.id, actingUser(ctx)));
}
