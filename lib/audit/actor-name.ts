import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { users } from "@/db/schema/accounts";
import { apiKeys } from "@/db/schema/keys";
import type { Ctx } from "@/lib/context";

/** The person's or the key's id; null for an actor that has none. */
export function actorIdOf(actor: Ctx["actor"]): string | null {
  if (actor.kind === "user") return actor.userId;
  return actor.kind === "key" ? actor.keyId : null;
}

/** What the actor is called now: names change, the trail does not. */
export async function nameOfActor(
  tx: Transaction,
  { accountId, actor }: Omit<Ctx, "db">,
): Promise<string | null> {
  if (actor.kind === "system") return actor.name;
  if (actor.kind === "user") {
    const [user] = await tx
      .select({ name: sql<string>`coalesce(${users.name}, ${users.email})` })
      .from(users)
      .where(and(eq(users.accountId, accountId), eq(users.id, actor.userId)));
    return user?.name ?? null;
  }
  if (actor.kind === "operator") return null;
  const [key] = await tx
    .select({ name: apiKeys.name })
    .from(apiKeys)
    .where(and(eq(apiKeys.accountId, accountId), eq(apiKeys.id, actor.keyId)));
  return key?.name ?? null;
}
