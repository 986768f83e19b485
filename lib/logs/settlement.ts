import type { Sql } from "postgres";
import { openSettlementLane, type SettlementLane, type SettlementOptions } from "./settlement-lane";

export type SettlementDesk = SettlementLane;

/**
 * Opens a desk that settles requests. Those that no provider was asked for have a lane of their own, so that nobody waits for the rows
 * of a client that is refused and calls again and again.
 */
export function openSettlementDesk(sql: () => Sql, options: SettlementOptions): SettlementDesk {
  const [asked, refused] = [openSettlementLane(sql, options), openSettlementLane(sql, options)];
  return {
    waiting: () => asked.waiting() + refused.waiting(),
    settle(record, ...facts) {
      return (record.attempts.length > 0 ? asked : refused).settle(record, ...facts);
    },
    async drain(timeoutMs) {
      const left = await Promise.all([asked, refused].map((lane) => lane.drain(timeoutMs)));
      return left.reduce((sum, records) => sum + records, 0);
    },
  };
}
