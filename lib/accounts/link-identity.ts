import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { oauthAccounts, users } from "@/db/schema/accounts";
import { recordChange } from "@/lib/audit/record-change";
import type { Origin } from "@/lib/context";
import type { UserId } from "@/lib/core/ids";
import type { Clock } from "@/lib/core/time";

type Identity = { userId: UserId; type: string; provider: string; providerAccountId: string };

/** Lets a person sign in with an outside identity from now on. Who may was decided by the caller. */
export async function linkIdentity(
  { db, clock, origin }: { db: Database; clock: Clock; origin: Origin },
  identity: Identity,
): Promise<void> {
  const { userId, provider } = identity;
  await db.transaction(async (tx) => {
    await tx.insert(oauthAccounts).values(identity);
    const [person] = await tx.select({ accountId: users.accountId }).from(users).where(eq(users.id, userId));
    if (person === undefined) return;
    const ctx = { ...person, clock, origin, actor: { kind: "user", userId } as const };
    const subject = { kind: "user", id: userId, name: provider } as const;
    await recordChange(tx, ctx, { action: "user.linked", subject, after: { provider } });
  });
}
