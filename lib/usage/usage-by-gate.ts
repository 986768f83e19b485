import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { GateId } from "@/lib/core/ids";
import type { TimeRange } from "@/lib/core/time";
import { type UsageSums, wholeHours } from "./contract";
import { type SumsRow, sumColumns, toSums } from "./sums";

/** Sums of many gates over a span, in one statement. Answers for any id. Throws `invalid_field` for an impossible span. */
export async function usageByGate(
  ctx: Ctx,
  { gateIds, ...range }: TimeRange & { gateIds: readonly GateId[] },
): Promise<(gateId: GateId) => UsageSums> {
  const { from, to } = wholeHours(range);
  if (gateIds.length === 0) return () => toSums(undefined);
  const rows = await ctx.db.execute<SumsRow & { gate_id: GateId }>(sql`
    select u.gate_id, ${sumColumns} from usage_hourly u
    where u.account_id = ${ctx.accountId} and u.gate_id in ${gateIds}
      and u.hour >= ${from.toISOString()}::timestamptz and u.hour < ${to.toISOString()}::timestamptz
    group by u.gate_id`);
  const byGate = new Map(rows.map((row) => [row.gate_id, row]));
  return (gateId) => toSums(byGate.get(gateId));
}
