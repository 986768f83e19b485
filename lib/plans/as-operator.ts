import type { Ctx } from "@/lib/context";
import type { AccountId } from "@/lib/core/ids";

/**
 * In whose trail and as whom the operator acts on an account: as themselves in their own, and as the operator, without name and
 * address, in anybody else's.
 */
export function asOperator(ctx: Ctx, accountId: AccountId): Omit<Ctx, "db"> {
  if (accountId === ctx.accountId) return ctx;
  return { accountId, clock: ctx.clock, actor: { kind: "operator" } };
}
