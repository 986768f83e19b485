import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { users } from "@/db/schema/accounts";
import { deviceName } from "@/lib/accounts/device-name";
import type { AuditAction } from "@/lib/audit/contract";
import { recordChange } from "@/lib/audit/record-change";
import type { Origin } from "@/lib/context";
import type { SessionId, UserId } from "@/lib/core/ids";
import type { Clock } from "@/lib/core/time";

/** Who acts on a session, when, from where. */
type Act = { clock: Clock; origin?: Origin | undefined };
type Session = { id: SessionId; userId: UserId; userAgent: string | null };

/** Writes what became of a browser's session to its person's trail. Call it last in the transaction. */
export async function recordSession(
  tx: Transaction,
  { clock, origin }: Act,
  action: AuditAction,
  { id, userId, userAgent }: Session,
): Promise<void> {
  const [person] = await tx.select({ accountId: users.accountId }).from(users).where(eq(users.id, userId));
  if (person === undefined) return;
  const from = origin === undefined ? {} : { origin };
  const ctx = { ...person, ...from, clock, actor: { kind: "user", userId } as const };
  await recordChange(tx, ctx, { action, subject: { kind: "session", id, name: deviceName(userAgent) } });
}
