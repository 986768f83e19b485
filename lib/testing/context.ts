import type { Database } from "@/db/client";
import type { Actor, Ctx } from "@/lib/context";
import type { AccountId } from "@/lib/core/ids";

/** A context for calling verbs and queries in a test. Set `clock.at` to move its present. */
export function testContext(
  db: Database,
  accountId: AccountId,
  actor: Actor = { kind: "operator" },
): Ctx & { clock: { at: Date | null } } {
  const clock = {
    at: null as Date | null,
    now() {
      return this.at ?? new Date();
    },
  };
  return { db, accountId, actor, clock };
}
