import { z } from "zod";
import type { GateId, KeyId, SpendingLimitId } from "@/lib/core/ids";
import { type NanoUsd, parseUsd } from "@/lib/core/money";
import {
  ALERT_PERCENTS,
  MOST_SPENDING_USD,
  SPENDING_ENFORCEMENTS,
  SPENDING_PERIODS,
  type SpendingEnforcement,
  type SpendingPeriod,
  type SpendingScope,
} from "@/lib/core/spending";
import { isZoneName } from "@/lib/core/time-choice";

const MOST = `$${MOST_SPENDING_USD.toLocaleString("en-US")}`;

/** An amount in USD as decimal text, exactly to the nano-dollar: `"25"`, `"0.0004"`. */
function amount(name: string) {
  const error = `${name}: send US dollars as a decimal from 0 to ${MOST}, with at most 9 decimals, such as "25.00".`;
  return z.string({ error }).transform((text, context): NanoUsd => {
    const nano = parseUsd(text);
    if (nano !== null) return nano;
    context.addIssue({ code: "custom", message: error });
    return z.NEVER;
  });
}

const PERCENTS = "alertPercents: send at most 10 whole percentages from 1 to 100, each once.";
const percent = z.int({ error: PERCENTS }).min(1, { error: PERCENTS }).max(100, { error: PERCENTS });
const alertPercents = z
  .array(percent, { error: PERCENTS })
  .max(10, { error: PERCENTS })
  .refine((given) => new Set(given).size === given.length, { error: PERCENTS })
  .transform((given) => given.toSorted((one, other) => one - other));

const zone = z
  .string({ error: 'zone: send the name of a time zone such as "UTC" or "Europe/Berlin".' })
  .refine(isZoneName, { error: 'zone: send the name of a time zone such as "UTC" or "Europe/Berlin".' });

/** False leaves out what goes to provider keys of the account. */
const countsOwnKeys = z.boolean({ error: "countsOwnKeys: send true or false." });

/** What may be changed of a spending limit. */
export const spendingLimitChanges = z
  .strictObject({
    amountUsd: amount("amountUsd").optional(),
    enforcement: z
      .enum(SPENDING_ENFORCEMENTS, { error: "enforcement: send alert_only or block." })
      .optional(),
    alertPercents: alertPercents.optional(),
    /** What a call whose cost nobody can say beforehand counts as; null refuses it where the limit blocks. */
    fenceUsd: amount("fenceUsd").nullable().optional(),
    countsOwnKeys: countsOwnKeys.optional(),
    zone: zone.optional(),
  })
  .meta({ id: "SpendingLimitChanges" });

/** A new spending limit. Without a gate or a key it is the account's. */
export const newSpendingLimit = z
  .strictObject({
    gateId: z.uuid({ error: "gateId: send the id of a gate." }).optional(),
    keyId: z.uuid({ error: "keyId: send the id of a key." }).optional(),
    period: z.enum(SPENDING_PERIODS, { error: `period: send one of ${SPENDING_PERIODS.join(", ")}.` }),
    zone: zone.default("UTC"),
    amountUsd: amount("amountUsd"),
    enforcement: z.enum(SPENDING_ENFORCEMENTS, { error: "enforcement: send alert_only or block." }),
    alertPercents: alertPercents.default([...ALERT_PERCENTS]),
    fenceUsd: amount("fenceUsd").nullable().default(null),
    countsOwnKeys: countsOwnKeys.default(true),
  })
  .refine(({ gateId, keyId }) => gateId === undefined || keyId === undefined, {
    error: "gateId: a limit is of a gate or of a key, not of both.",
    path: ["gateId"],
  })
  .meta({ id: "NewSpendingLimit" });

/** More for a while: `amountUsd` on top of the limit until `until`, or until the limit's own day ends where it is absent. */
export const spendingRaise = z.strictObject({
  amountUsd: amount("amountUsd"),
  until: z.iso.datetime({ offset: true }).optional(),
});

const limitId = z.uuid({ error: "limitId: send the id of a spending limit." });

export const spendingLimitInput = z.strictObject({ limitId });
/** `ifUpdatedAt` is when the limit was last changed as far as whoever changes it has seen. */
export const changeSpendingLimitInput = z.strictObject({
  limitId,
  changes: spendingLimitChanges,
  ifUpdatedAt: z.iso
    .datetime({ error: "ifUpdatedAt: send a moment." })
    .transform((text) => new Date(text))
    .optional(),
});
export const raiseSpendingLimitInput = z.strictObject({ limitId, raise: spendingRaise });

export type NewSpendingLimit = z.output<typeof newSpendingLimit>;
export type SpendingLimitChanges = z.output<typeof spendingLimitChanges>;
export type SpendingRaise = z.output<typeof spendingRaise>;

/** A spending limit with how it stands now. */
export type SpendingLimit = {
  id: SpendingLimitId;
  scope: SpendingScope;
  gateId: GateId | null;
  keyId: KeyId | null;
  /** Name of the account, gate or key. */
  holderName: string;
  period: SpendingPeriod;
  zone: string;
  /** What is allowed without what it was raised by for a while. */
  amountNanoUsd: NanoUsd;
  /** By how much it is raised now, and until when; 0 and null when it is not. */
  raisedNanoUsd: NanoUsd;
  raisedUntil: Date | null;
  enforcement: SpendingEnforcement;
  alertPercents: number[];
  fenceNanoUsd: NanoUsd | null;
  /** False where it leaves out what goes to provider keys of the account. */
  countsOwnKeys: boolean;
  createdAt: Date;
  updatedAt: Date;
  now: SpendingStanding;
};

/** How much of a limit is used in its period. */
export type SpendingStanding = {
  /** When the period began: of thirty days 30 x 24 hours before the hour that has begun; null for a lifetime. */
  periodStart: Date | null;
  /** When it ends; null for thirty days and for a lifetime. */
  resetsAt: Date | null;
  /** What its requests cost, as the log has them. */
  spentNanoUsd: NanoUsd;
  /** What was reserved for requests of which nobody knows the cost: it counts as spent. */
  fencedNanoUsd: NanoUsd;
  /** What calls under way may cost at worst. */
  reservedNanoUsd: NanoUsd;
  /** When it first refused a call in this period. */
  refusedAt: Date | null;
  /** Whole percent of what is allowed that is spent, rounded down; null where nothing is allowed. Above 100 it is passed. */
  percentUsed: number | null;
  /** `suspended`: it blocks, and nothing is left. That ends by itself when the period does or the limit is raised. */
  status: "active" | "suspended";
};
