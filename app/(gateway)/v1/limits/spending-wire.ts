import { z } from "zod";
import { usdDecimal } from "@/lib/core/money";
import { SPENDING_ENFORCEMENTS, SPENDING_PERIODS, SPENDING_SCOPES } from "@/lib/core/spending";
import type { SpendingLimit } from "@/lib/spending/contract";
import { remaining } from "../spending/wire";

/** A spending limit that holds a call, with what is left of it, on the wire. */
export const wireSpendingRoom = z
  .object({
    limit_id: z.uuid(),
    scope: z.enum(SPENDING_SCOPES).meta({ description: "Whose limit it is." }),
    scope_id: z.uuid(),
    scope_name: z.string(),
    period: z.enum(SPENDING_PERIODS),
    zone: z.string(),
    enforcement: z.enum(SPENDING_ENFORCEMENTS),
    counts_own_keys: z.boolean().meta({
      description: "False where calls on provider keys of the account use up nothing of it.",
    }),
    limit_usd: z.string().meta({ description: "What is allowed now, what it is raised by included." }),
    limit_nano_usd: z.string(),
    spent_usd: z.string().meta({ description: "What counts as spent." }),
    spent_nano_usd: z.string(),
    reserved_usd: z.string().meta({ description: "What calls under way may cost at worst." }),
    reserved_nano_usd: z.string(),
    remaining_usd: z.string(),
    remaining_nano_usd: z.string(),
    reset_at: z.iso.datetime().nullable().meta({ description: "Null for thirty days and a lifetime." }),
    status: z.enum(["active", "suspended"]),
  })
  .meta({ id: "SpendingRoom" });

type WireSpendingRoom = z.input<typeof wireSpendingRoom>;

export function spendingRoomOnWire(limit: SpendingLimit, accountId: string): WireSpendingRoom {
  const { id, scope, keyId, gateId, holderName, period, zone, enforcement, countsOwnKeys, now } = limit;
  const allowed = limit.amountNanoUsd + limit.raisedNanoUsd;
  const spent = now.spentNanoUsd + now.fencedNanoUsd;
  const left = remaining(now, allowed);
  return {
    limit_id: id,
    scope,
    scope_id: keyId ?? gateId ?? accountId,
    scope_name: holderName,
    period,
    zone,
    enforcement,
    counts_own_keys: countsOwnKeys,
    limit_usd: usdDecimal(allowed),
    limit_nano_usd: allowed.toString(),
    spent_usd: usdDecimal(spent),
    spent_nano_usd: spent.toString(),
    reserved_usd: usdDecimal(now.reservedNanoUsd),
    reserved_nano_usd: now.reservedNanoUsd.toString(),
    remaining_usd: usdDecimal(left),
    remaining_nano_usd: left.toString(),
    reset_at: now.resetsAt?.toISOString() ?? null,
    status: now.status,
  };
}

export const exampleSpendingRoom: WireSpendingRoom = {
  limit_id: "0195f3a2-5d10-7c44-8a11-2b7e6f4d9c01",
  scope: "key",
  scope_id: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b",
  scope_name: "Production",
  period: "monthly",
  zone: "Europe/Berlin",
  enforcement: "block",
  counts_own_keys: true,
  limit_usd: "25",
  limit_nano_usd: "25000000000",
  spent_usd: "12.40251",
  spent_nano_usd: "12402510000",
  reserved_usd: "0.0312",
  reserved_nano_usd: "31200000",
  remaining_usd: "12.56629",
  remaining_nano_usd: "12566290000",
  reset_at: "2026-11-30T23:00:00.000Z",
  status: "active",
};
