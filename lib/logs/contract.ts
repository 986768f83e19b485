import type { Attempt, RequestRecord } from "@/db/schema/requests";
import type { AccountId, GateId, KeyId, RequestId, SecretId } from "@/lib/core/ids";
import type { Certainty, RequestFilter } from "@/lib/core/request-filter";
import type { TimeRange } from "@/lib/core/time";

/** Which rows of the log: a filter within a span. */
export type LogFilter = RequestFilter & TimeRange;

/** A correction of what a request costs, as booked when its price became known or was changed. */
export type CostCorrection = { deltaNanoUsd: bigint; priceVersion: string; createdAt: Date };

/** One row of the log, as lists show it. */
export type LogRow = Omit<
  RequestRecord,
  "accountId" | "attempts" | "route" | "maxOutputTokens" | "worstCostNanoUsd" | "settlement" | "costNanoUsd"
> & {
  id: RequestId;
  keyId: KeyId;
  keyName: string | null;
  /** Deleted since: its name is told, and marked. */
  keyIsDeleted: boolean;
  secretId: SecretId;
  gateId: GateId | null;
  /** The name that the gate has now; null without one. */
  gateName: string | null;
  gateIsDeleted: boolean;
  attempts: Attempt[];
  /** What it costs with all corrections, in nano-dollars; null when that is not known. */
  costNanoUsd: bigint | null;
  /** `corrected` when there are corrections, else the settlement. */
  certainty: Certainty;
};

/** Everything about one request. */
export type LogEntry = LogRow & {
  accountId: AccountId;
  route: RequestRecord["route"];
  maxOutputTokens: number | null;
  worstCostNanoUsd: bigint | null;
  /** What it cost before any correction. */
  bookedCostNanoUsd: bigint | null;
  settlement: RequestRecord["settlement"];
  corrections: CostCorrection[];
};

/** A page of the log: rows newest first, and where the pages beside it begin. */
export type LogPage = {
  rows: LogRow[];
  /** Rows older than the last one: ask for those `before` it. */
  hasOlder: boolean;
  /** Rows newer than the first one: ask for those `after` it. */
  hasNewer: boolean;
};

/** What rows add up to. */
export type LogTotal = {
  requests: number;
  /** Known costs of them in nano-dollars. */
  costNanoUsd: bigint;
  unpriced: number;
  /** False when there were too many to count in the time there is: then there are more than `requests`. */
  isWhole: boolean;
  /** Requests that the filter fits whose rows have expired; they are not in the numbers above. Null when nobody can say. */
  expired: number | null;
};
