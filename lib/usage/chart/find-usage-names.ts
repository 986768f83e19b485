import { and, eq, inArray } from "drizzle-orm";
import { gates } from "@/db/schema/gates";
import { apiKeys } from "@/db/schema/keys";
import type { Ctx } from "@/lib/context";
import { type GateId, isUuid, type KeyId } from "@/lib/core/ids";
import type { UsageNames } from "./contract";

/** What an account's keys and gates are called, also the deleted ones. Ids of others are not in the answer. */
export async function findUsageNames(
  ctx: Pick<Ctx, "db" | "accountId">,
  asked: { keys: ReadonlyArray<string>; gates: ReadonlyArray<string> },
): Promise<UsageNames> {
  const keyIds = asked.keys.filter(isUuid) as KeyId[];
  const gateIds = asked.gates.filter(isUuid) as GateId[];
  const columns = <T extends typeof apiKeys | typeof gates>(table: T) => ({
    id: table.id,
    name: table.name,
    deletedAt: table.deletedAt,
  });
  const [ofKeys, ofGates] = await Promise.all([
    keyIds.length === 0
      ? []
      : ctx.db
          .select(columns(apiKeys))
          .from(apiKeys)
          .where(and(eq(apiKeys.accountId, ctx.accountId), inArray(apiKeys.id, keyIds))),
    gateIds.length === 0
      ? []
      : ctx.db
          .select(columns(gates))
          .from(gates)
          .where(and(eq(gates.accountId, ctx.accountId), inArray(gates.id, gateIds))),
  ]);
  const rows = [...ofKeys, ...ofGates] as Array<{ id: string; name: string; deletedAt: Date | null }>;
  return new Map(rows.map(({ id, name, deletedAt }) => [id, { name, isDeleted: deletedAt !== null }]));
}
