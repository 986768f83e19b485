import type { AccountId, GateId, KeyId, RequestId, SpendingLimitId } from "@/lib/core/ids";
import type { NanoUsd } from "@/lib/core/money";
import type { SpendingPeriod, SpendingScope } from "@/lib/core/spending";

/** A call that is about to cost something. */
export type SpendingCall = {
  id: RequestId;
  accountId: AccountId;
  keyId: KeyId;
  /** Null for a gate that is not saved. */
  gateId: GateId | null;
  /** Says to which day or month its cost belongs, as its row in the log will. */
  startedAt: Date;
  /** The most it may cost; null when nobody can say. */
  worst: NanoUsd | null;
  /** The most of it that can go to provider keys of the instance: what limits reserve that leave out those of the account. */
  worstOfInstance: NanoUsd | null;
};

/** A limit that a call does not fit into, as it stood then. */
export type ReachedLimit = {
  limitId: SpendingLimitId;
  scope: SpendingScope;
  holderId: string;
  period: SpendingPeriod;
  zone: string;
  /** False for one that leaves out what goes to provider keys of the account. */
  countsOwnKeys: boolean;
  /** When its day, week or month ends; null for those that have no such end. */
  resetsAt: Date | null;
  amount: NanoUsd;
  spent: NanoUsd;
  /** What other calls under way may cost at worst. */
  reserved: NanoUsd;
  /** What this one would have reserved; null when nobody can say what it may cost. */
  asked: NanoUsd | null;
};
