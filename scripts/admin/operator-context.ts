import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { users } from "@/db/schema/accounts";
import type { Ctx } from "@/lib/context";
import { systemClock } from "@/lib/core/time";
import { findFirstAccountId } from "@/lib/operator/queries";

/** The operator at the terminal, who acts on the instance: what they do stands in the trail of its first account. */
export async function operatorContext(db: Database): Promise<Ctx> {
  const accountId = await findFirstAccountId(db);
  if (accountId === null) throw new Error("There is no account yet. Set the instance up first.");
  return { db, clock: systemClock, accountId, actor: { kind: "operator" } };
}

/** The same on the account of a person, found by their address. */
export async function contextOfPerson(db: Database, email: string): Promise<Ctx> {
  const address = email.trim().normalize("NFKC").toLowerCase();
  const [user] = await db.select({ accountId: users.accountId }).from(users).where(eq(users.email, address));
  if (user === undefined) throw new Error("Nobody with this e-mail address has an account.");
  return { db, clock: systemClock, accountId: user.accountId, actor: { kind: "operator" } };
}
