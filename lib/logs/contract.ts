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
  | "accountId"
  | "attempts"
  | "route"
  | "maxOutputTokens"
  | "worstCostNanoUsd"
  | "settlement"
  | "costNanoUsd"
  | "ownCostNanoUsd"
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
  /** What of that went to provider keys of the account; null where nothing did or the cost is not known. */
  ownCostNanoUsd: bigint | null;
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

/**
 * Where a search stopped because its time was up: what lies beyond was not looked at. It goes on from `id`, which need not be that
 * of a row: with `before: id`, or with `after: id` when newer rows were asked for.
 */
export type LogStop = { id: RequestId; at: Date };

/** A page of the log: rows newest first, and where the pages beside it begin. */
export type LogPage = {
  rows: LogRow[];
  /** Rows older than the last one: ask for those `before` it. Also true when the search stopped before it could tell. */
  hasOlder: boolean;
  /** Rows newer than the first one: ask for those `after` it. */
  hasNewer: boolean;
  /** Set when the page is shorter than asked for and yet there may be more: few rows fit, and it takes longer to find them. */
  stopped: LogStop | null;
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

/** How calls ended: at a limit is 402 and 429, by the client every other 4xx, by the provider 5xx and answers that broke off. */
export const LOG_OUTCOMES = ["success", "clientError", "limit", "providerError"] as const;
export type LogOutcome = (typeof LOG_OUTCOMES)[number];

/** A bar of the histogram: `from` belongs to it, `to` does not. Both lie within the span that was asked for. */
export type LogBar = { from: Date; to: Date } & Record<LogOutcome, number>;

/** About sixty bars in the order of time, none left out. */
export type LogHistogram = {
  bars: LogBar[];
  /** Set when the time was up: rows from before are not counted. */
  countedSince: Date | null;
};

/** Failed requests with the same code and, but for numbers and ids in it, the same message. */
export type ErrorGroup = {
  errorCode: string;
  /** The message with what differs between requests left out (`…`); null when there was none. */
  cause: string | null;
  /** The message of the latest one as it was. */
  message: string | null;
  provider: string | null;
  count: number;
  firstAt: Date;
  lastAt: Date;
  latestRequestId: RequestId;
  /** All keys and gates that it happened to; the names they have now. */
  keys: Array<{ id: KeyId; name: string | null }>;
  gates: Array<{ id: GateId; name: string | null }>;
};

/** The most frequent first. */
export type ErrorGroups = {
  groups: ErrorGroup[];
  /** Set when the time was up: failures from before are not counted. */
  countedSince: Date | null;
};
