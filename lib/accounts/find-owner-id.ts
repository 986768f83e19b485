import { and, asc, eq } from "drizzle-orm";
import { users } from "@/db/schema/accounts";
import type { Ctx } from "@/lib/context";
import type { UserId } from "@/lib/core/ids";

/** The person who owns the account, the first of several; null when it has none. */
export async function findOwnerId(ctx: Ctx): Promise<UserId | null> {
  const [owner] = await ctx.db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.accountId, ctx.accountId), eq(users.role, "owner")))
    .orderBy(asc(users.id))
    .limit(1);
  return owner?.id ?? null;
}
