import { z } from "zod";
import type { BookingId, GateId, KeyId, PriceId } from "@/lib/core/ids";

/**
 * Whose requests a price is to be carried back to: those that an own price holds for, or those of a model that the list's price
 * holds for.
 */
export type CorrectionTarget = { priceId: PriceId | string } | { provider: string; model: string };

/** What a click on Book sends. `after` goes on where the call before has stopped. */
export const bookPriceInput = z.strictObject({
  target: z.union([
    z.strictObject({ priceId: z.uuid() }),
    z.strictObject({ provider: z.string().min(1).max(100), model: z.string().min(1).max(200) }),
  ]),
  after: z.uuid().nullable(),
});

/** The requests that a price holds for: those of its model that started in the span, `until` not included. */
export type CorrectionSpan = {
  provider: string;
  model: string;
  priceVersion: string;
  /** Since when the price holds; null when it has always held. */
  since: Date | null;
  until: Date;
};

/** What requests cost before and after; `before` and `after` are sums of what is known. */
export type CorrectionSums = {
  requests: number;
  /** How many of them get another cost, or one at all. */
  changed: number;
  unpricedBefore: number;
  unpricedAfter: number;
  beforeNanoUsd: bigint;
  afterNanoUsd: bigint;
};

export type CorrectedKey = CorrectionSums & { keyId: KeyId; keyName: string | null };
export type CorrectedGate = CorrectionSums & { gateId: GateId | null; gateName: string | null };

/** What booking a price would change. */
export type CorrectionPreview = CorrectionSums &
  CorrectionSpan & {
    /** Requests that stay without a cost because the price lacks a class of tokens that they used. */
    withoutClass: number;
    /** Requests that are left as they are, since no price of tokens says what they cost. */
    beyondTokens: number;
    /** Those that change most first. */
    keys: CorrectedKey[];
    gates: CorrectedGate[];
    /** False when there were too many to count in the time there is: then the sums are of the oldest ones. */
    isWhole: boolean;
  };

/** One booking, as a list shows it. */
export type CostBooking = {
  id: BookingId;
  provider: string;
  model: string;
  since: Date | null;
  until: Date;
  priceVersion: string;
  requests: number;
  newlyPriced: number;
  deltaNanoUsd: bigint;
  createdAt: Date;
  /** Null while there is more to book. */
  finishedAt: Date | null;
};

/** What one call of `bookPrice` did. */
export type BookingResult = {
  /** Null when there was nothing to book. */
  booking: CostBooking | null;
  /** False when there are more requests to go through: book again. */
  isFinished: boolean;
  /** Of this call alone. */
  booked: number;
  /** Requests that this call looked at, with those it left as they are. */
  examined: number;
  withoutClass: number;
  beyondTokens: number;
};
