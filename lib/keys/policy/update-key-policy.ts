import { isDeepStrictEqual } from "node:util";
import { eq, sql } from "drizzle-orm";
import { accounts } from "@/db/schema/accounts";
import { keyPolicies } from "@/db/schema/keys";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { refuseLimited } from "../scope/refuse-limited";
import type { KeyPolicy, UpdateKeyPolicyInput } from "./contract";
import { getKeyPolicy } from "./queries";

/**
 * Changes what is given of the account's policy for keys and leaves the rest. Nothing is recorded when nothing changes. Throws
 * `scope_access` when a key with a scope asks.
 */
export async function updateKeyPolicy(ctx: Ctx, input: UpdateKeyPolicyInput): Promise<KeyPolicy> {
  refuseLimited(ctx, "policy");
  return ctx.db.transaction(async (tx) => {
    const { accountId } = ctx;
    // Before there is a row, two who change at once have only the account to wait at.
    await tx.select({ one: sql`1` }).from(accounts).where(eq(accounts.id, accountId)).for("no key update");
    const before = await getKeyPolicy({ accountId, db: tx });
    const after: KeyPolicy = {
      onLeak: input.onLeak ?? before.onLeak,
      quietMinutes: input.quietMinutes ?? before.quietMinutes,
      guard: input.guard === undefined ? before.guard : input.guard,
    };
    if (isDeepStrictEqual(after, before)) return before;
    const updatedAt = ctx.clock.now();
    await tx
      .insert(keyPolicies)
      .values({ accountId, ...after, updatedAt })
      .onConflictDoUpdate({ target: keyPolicies.accountId, set: { ...after, updatedAt } });
    const subject = { kind: "key_policy", id: null, name: null } as const;
    await recordChange(tx, ctx, { action: "key_policy.updated", subject, before, after });
    return after;
  });
}
