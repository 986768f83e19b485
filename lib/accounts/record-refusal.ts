import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { users } from "@/db/schema/accounts";
import { recordChange } from "@/lib/audit/record-change";
import type { Origin } from "@/lib/context";
import type { UserId } from "@/lib/core/ids";
import type { Clock } from "@/lib/core/time";

type Deps = { db: Database; clock: Clock };
type Refusal = { userId: UserId; origin: Origin | null; attempt: number };

/**
 * Writes to a person's trail that a wrong password was given for them: only for the first try of a throttle window, so that
 * nobody can flood the trail from outside. Nobody is known to have acted, so the sign-in itself is named.
 */
export async function recordRefusal(
  { db, clock }: Deps,
  { userId, origin, attempt }: Refusal,
): Promise<void> {
  if (attempt !== 1) return;
  await db.transaction(async (tx) => {
    const [person] = await tx.select().from(users).where(eq(users.id, userId));
    if (person === undefined) return;
    const { accountId, name, email } = person;
    const from = origin === null ? {} : { origin };
    const ctx = { accountId, clock, ...from, actor: { kind: "system", name: "Sign-in" } as const };
    const subject = { kind: "user", id: userId, name: name ?? email } as const;
    await recordChange(tx, ctx, { action: "session.refused", subject });
  });
}
