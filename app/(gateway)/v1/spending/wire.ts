import { z } from "zod";
import { type NanoUsd, usdDecimal } from "@/lib/core/money";
import { SPENDING_ENFORCEMENTS, SPENDING_PERIODS, SPENDING_SCOPES } from "@/lib/core/spending";
import type { SpendingLimit, SpendingStanding } from "@/lib/spending/contract";

const moment = z.iso.datetime();
const usd = z.string().meta({ description: "US dollars as an exact decimal." });
const nano = z.string().meta({ description: "The same in whole billionths of a US dollar." });

const wireStanding = z
  .object({
    periodStart: moment.nullable().meta({
      description: "Of thirty days 30 x 24 hours before the hour that has begun; null for a lifetime.",
    }),
    resetsAt: moment.nullable().meta({ description: "Null for thirty days and a lifetime." }),
    spentUsd: usd.meta({ description: "What its requests cost, as the log has them." }),
    spent_nano_usd: nano,
    fencedUsd: usd.meta({
      description:
        "What was reserved for requests of which nobody knows the cost, and beyond its list price for what was served in a dearer service tier. It counts as spent.",
    }),
    fenced_nano_usd: nano,
    reservedUsd: usd.meta({ description: "What calls under way may cost at worst." }),
    reserved_nano_usd: nano,
    remainingUsd: usd.meta({ description: "What is left for calls that begin now; never below 0." }),
    remaining_nano_usd: nano,
    percentUsed: z.int().nullable().meta({
      description: "Whole percent of what is allowed, rounded down; null where nothing is allowed.",
    }),
    status: z.enum(["active", "suspended"]).meta({
      description:
        "`suspended`: it blocks, and nothing is left. That ends by itself when the period does or the limit rises.",
    }),
    refusedAt: moment.nullable().meta({ description: "When it first refused a call in this period." }),
  })
  .meta({ id: "SpendingStanding" });

/** A spending limit with how it stands, on the wire. */
export const wireSpendingLimit = z
  .object({
    object: z.literal("spending_limit"),
    id: z.uuid(),
    scope: z.enum(SPENDING_SCOPES),
    gateId: z.uuid().nullable(),
    keyId: z.uuid().nullable(),
    holderName: z.string().meta({ description: "Name of the account, gate or key." }),
    period: z.enum(SPENDING_PERIODS).meta({
      description:
        "Days, weeks (from Monday on) and months are those of the zone; thirty days are those that end now.",
    }),
    zone: z.string(),
    amountUsd: usd,
    amount_nano_usd: nano,
    raisedUsd: usd.meta({ description: "By how much it is raised now." }),
    raised_nano_usd: nano,
    raisedUntil: moment.nullable(),
    enforcement: z.enum(SPENDING_ENFORCEMENTS),
    alertPercents: z.array(z.int()),
    fenceUsd: usd.nullable().meta({
      description:
        "What a call whose cost nobody can say beforehand counts as; null refuses such calls where the limit blocks.",
    }),
    fence_nano_usd: nano.nullable(),
    countsOwnKeys: z.boolean().meta({
      description:
        "False where it leaves out what goes to provider keys of the account, which their providers bill to you: it holds what the instance's keys cost.",
    }),
    now: wireStanding,
    createdAt: moment,
    updatedAt: moment,
  })
  .meta({ id: "SpendingLimit" });

export type WireSpendingLimit = z.input<typeof wireSpendingLimit>;

/** A spending limit as programs read it. */
export function spendingOnWire(limit: SpendingLimit): WireSpendingLimit {
  const { id, scope, gateId, keyId, holderName, period, zone, enforcement, alertPercents } = limit;
  const { amountNanoUsd, raisedNanoUsd, fenceNanoUsd } = limit;
  return {
    object: "spending_limit",
    id,
    scope,
    gateId,
    keyId,
    holderName,
    period,
    zone,
    amountUsd: usdDecimal(amountNanoUsd),
    amount_nano_usd: amountNanoUsd.toString(),
    raisedUsd: usdDecimal(raisedNanoUsd),
    raised_nano_usd: raisedNanoUsd.toString(),
    raisedUntil: limit.raisedUntil?.toISOString() ?? null,
    enforcement,
    alertPercents,
    fenceUsd: fenceNanoUsd === null ? null : usdDecimal(fenceNanoUsd),
    fence_nano_usd: fenceNanoUsd?.toString() ?? null,
    countsOwnKeys: limit.countsOwnKeys,
    now: standingOnWire(limit.now, amountNanoUsd + raisedNanoUsd),
    createdAt: limit.createdAt.toISOString(),
    updatedAt: limit.updatedAt.toISOString(),
  };
}

function standingOnWire(now: SpendingStanding, allowed: NanoUsd): z.input<typeof wireStanding> {
  const { spentNanoUsd, fencedNanoUsd, reservedNanoUsd } = now;
  const left = remaining(now, allowed);
  return {
    periodStart: now.periodStart?.toISOString() ?? null,
    resetsAt: now.resetsAt?.toISOString() ?? null,
    spentUsd: usdDecimal(spentNanoUsd),
    spent_nano_usd: spentNanoUsd.toString(),
    fencedUsd: usdDecimal(fencedNanoUsd),
    fenced_nano_usd: fencedNanoUsd.toString(),
    reservedUsd: usdDecimal(reservedNanoUsd),
    reserved_nano_usd: reservedNanoUsd.toString(),
    remainingUsd: usdDecimal(left),
    remaining_nano_usd: left.toString(),
    percentUsed: now.percentUsed,
    status: now.status,
    refusedAt: now.refusedAt?.toISOString() ?? null,
  };
}

/** What is left for calls that begin now. */
export function remaining(now: SpendingStanding, allowed: NanoUsd): NanoUsd {
  const left = allowed - now.spentNanoUsd - now.fencedNanoUsd - now.reservedNanoUsd;
  return left > 0n ? left : 0n;
}

export const exampleSpendingLimit: WireSpendingLimit = {
  object: "spending_limit",
  id: "0195f3a2-5d10-7c44-8a11-2b7e6f4d9c01",
  scope: "key",
  gateId: null,
  keyId: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b",
  holderName: "Production",
  period: "monthly",
  zone: "Europe/Berlin",
  amountUsd: "25",
  amount_nano_usd: "25000000000",
  raisedUsd: "0",
  raised_nano_usd: "0",
  raisedUntil: null,
  enforcement: "block",
  alertPercents: [80, 100],
  fenceUsd: null,
  fence_nano_usd: null,
  countsOwnKeys: true,
  now: {
    periodStart: "2026-10-31T23:00:00.000Z",
    resetsAt: "2026-11-30T23:00:00.000Z",
    spentUsd: "12.40251",
    spent_nano_usd: "12402510000",
    fencedUsd: "0",
    fenced_nano_usd: "0",
    reservedUsd: "0.0312",
    reserved_nano_usd: "31200000",
    remainingUsd: "12.56629",
    remaining_nano_usd: "12566290000",
    percentUsed: 49,
    status: "active",
    refusedAt: null,
  },
  createdAt: "2026-11-02T09:30:00.000Z",
  updatedAt: "2026-11-02T09:30:00.000Z",
};
