import { isDeepStrictEqual } from "node:util";
import { eq } from "drizzle-orm";
import { accounts } from "@/db/schema/accounts";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { type AccountPayloadPolicy, NO_PAYLOADS } from "@/lib/core/payload-policy";

/**
 * Says what is kept of the account's requests from the next one on; what is stored already stays until its day. Nothing is
 * recorded when nothing changes. Throws `not_found` when the account was deleted.
 */
export async function updatePayloadPolicy(
  ctx: Ctx,
  policy: AccountPayloadPolicy,
): Promise<AccountPayloadPolicy> {
  const isAccount = eq(accounts.id, ctx.accountId);
  return ctx.db.transaction(async (tx) => {
    const [account] = await tx
      .select({ payloads: accounts.payloads })
      .from(accounts)
      .where(isAccount)
      .for("no key update");
    if (account === undefined) throw new AppError("not_found", "This account does not exist any more.");
    const before = account.payloads ?? NO_PAYLOADS;
    if (isDeepStrictEqual(before, policy)) return before;
    await tx.update(accounts).set({ payloads: policy }).where(isAccount);
    const subject = { kind: "payload_policy", id: null, name: null } as const;
    await recordChange(tx, ctx, { action: "payload_policy.updated", subject, before, after: policy });
    return policy;
  });
}
